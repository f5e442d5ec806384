package dev.slate.pipelines.local.cli;

import com.fasterxml.jackson.databind.JsonNode;
import dev.slate.pipelines.local.CommandFailure;
import dev.slate.pipelines.local.api.Api;
import dev.slate.pipelines.local.console.Step;
import dev.slate.pipelines.local.console.Terminal;
import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.zip.GZIPInputStream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code slate replay}: events of a file through the API. */
@Command(
    name = "replay",
    mixinStandardHelpOptions = true,
    description =
        "Sends events through the API, one JSON object a line (docs/contracts.md; .gz is read, too).",
    footer = {"", "Example: slate replay events.ndjson"})
public final class ReplayCommand implements Callable<Integer> {
  private static final int BATCH = 1_000;

  @Mixin private ApiOptions options = new ApiOptions();

  @Parameters(paramLabel = "FILE")
  private Path file = Path.of("");

  private long sent;
  private long accepted;
  private long rejected;

  @Override
  public Integer call() {
    Api api = options.api();
    Step step = Terminal.ofStandardOutput().step("Replay");
    try (BufferedReader lines = open()) {
      ByteArrayOutputStream batch = new ByteArrayOutputStream();
      int inBatch = 0;
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (!line.isBlank()) {
          batch.writeBytes(line.getBytes(StandardCharsets.UTF_8));
          batch.write('\n');
          inBatch++;
        }
        if (inBatch == BATCH) {
          send(api, batch, inBatch);
          inBatch = 0;
          step.update(sent + " events");
        }
      }
      send(api, batch, inBatch);
    } catch (IOException e) {
      throw new CommandFailure(file + " cannot be read: " + e.getMessage(), "");
    }
    step.done(String.format("%,d sent, %,d accepted, %,d rejected", sent, accepted, rejected));
    return rejected == 0 ? 0 : 1;
  }

  private void send(Api api, ByteArrayOutputStream batch, int events) {
    if (events > 0) {
      JsonNode answer = api.postLines("/v1/events", batch.toByteArray());
      batch.reset();
      sent += events;
      accepted += answer.path("accepted").asLong();
      rejected += answer.path("rejected").asLong();
    }
  }

  private BufferedReader open() throws IOException {
    InputStream in = Files.newInputStream(file);
    return new BufferedReader(
        new InputStreamReader(
            file.toString().endsWith(".gz") ? new GZIPInputStream(in) : in,
            StandardCharsets.UTF_8));
  }
}
