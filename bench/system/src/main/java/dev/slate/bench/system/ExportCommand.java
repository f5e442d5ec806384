package dev.slate.bench.system;

import dev.slate.data.catalog.CatalogCodec;
import dev.slate.data.event.EventCodec;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Writes a world's catalogue and events as NDJSON, for other recommenders. */
@Command(
    name = "export",
    mixinStandardHelpOptions = true,
    description = "Writes items.ndjson and events.ndjson of a world that prepare would make.")
final class ExportCommand implements Callable<Integer> {
  @Option(names = "--out", required = true, description = "A directory.")
  private Path out = Path.of("");

  @Mixin private WorldOptions world = new WorldOptions();

  @Override
  public Integer call() throws IOException {
    Files.createDirectories(out);
    long nowMs = System.currentTimeMillis();
    WorldShape shape = world.shape();
    LatentItems latent = new LatentItems(shape.items());
    try (OutputStream file = open("items.ndjson")) {
      for (int i = 0; i < shape.items(); i++) {
        writeLine(file, CatalogCodec.encode(latent.item(i, nowMs)));
      }
    }
    try (OutputStream file = open("events.ndjson")) {
      new WorldEvents(shape, latent)
          .forEach(nowMs, event -> writeLine(file, EventCodec.encode(event)));
    }
    return 0;
  }

  private OutputStream open(String name) throws IOException {
    return new BufferedOutputStream(Files.newOutputStream(out.resolve(name)));
  }

  private static void writeLine(OutputStream file, byte[] json) {
    try {
      file.write(json);
      file.write('\n');
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
