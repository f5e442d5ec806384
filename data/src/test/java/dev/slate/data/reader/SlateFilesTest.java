package dev.slate.data.reader;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slate.data.dataset.Dataset;
import dev.slate.data.event.Event;
import dev.slate.data.world.World;
import dev.slate.data.world.WorldSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SlateFilesTest {
  private final Path directory;

  SlateFilesTest(@TempDir Path directory) {
    this.directory = directory;
  }

  private final Dataset world =
      World.generate(
              WorldSpec.standard(Instant.parse("2026-11-20T00:00:00Z").toEpochMilli())
                  .withSize(50, 40))
          .history();

  @Test
  void open_whatWasWritten_isTheSame() throws IOException {
    new SlateFiles(directory).write(world);

    try (BadRows badRows = new BadRows(directory.resolve("bad.tsv"), 0)) {
      Dataset read = DatasetReader.open(directory).read(badRows);

      assertThat(read.events()).isEqualTo(world.events());
      assertThat(read.items()).isEqualTo(world.items());
      assertThat(read.users()).isEqualTo(world.users());
    }
  }

  @Test
  void read_brokenLine_isQuarantinedWithItsNumber() throws IOException {
    new SlateFiles(directory).write(world);
    Files.writeString(
        directory.resolve("events.ndjson"), "{\"type\":\"click\"\n", StandardOpenOption.APPEND);

    try (BadRows badRows = new BadRows(directory.resolve("bad.tsv"), 0.01)) {
      Dataset read = new SlateFiles(directory).read(badRows);

      assertThat(read.events()).extracting(Event::eventId).hasSize(world.events().size());
      assertThat(badRows.samples().get(0))
          .startsWith(
              "events.ndjson:" + (world.events().size() + 1) + ": event: is not valid JSON");
    }
  }
}
