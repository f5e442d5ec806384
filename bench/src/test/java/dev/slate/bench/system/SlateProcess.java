package dev.slate.bench.system;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A {@code slate up} started by the real launcher, and what a person does with it. */
final class SlateProcess {
  static final Path ROOT = Path.of(System.getProperty("slate.root"));

  private static final ObjectMapper JSON = new ObjectMapper();

  /** Small and quick: what is tested is that the parts meet, not how well they learn. */
  private static final Map<String, String> ENVIRONMENT =
      Map.of(
          "SLATE_NO_BUILD", "1",
          "SLATE_TRAIN_ALS_RANK", "16",
          "SLATE_TRAIN_ALS_ITERATIONS", "5",
          "SLATE_TRAIN_TWO_TOWER_DIM", "16",
          "SLATE_TRAIN_TWO_TOWER_EPOCHS", "4",
          "SLATE_TRAIN_RANKER_TREES", "20");

  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final Path home;
  private final Path output;
  private final Process process;

  private SlateProcess(Path home, Path output, Process process) {
    this.home = home;
    this.output = output;
    this.process = process;
  }

  /** What a command printed, and its exit code. */
  record Ended(int code, String output) {}

  static SlateProcess up(Path home, Path output) throws IOException {
    ProcessBuilder builder = command(home, List.of("up", "--port", "0", "--data", "world:400x150"));
    return new SlateProcess(home, output, builder.redirectOutput(output.toFile()).start());
  }

  /** Runs another command on the same home. */
  Ended run(String... arguments) throws IOException, InterruptedException {
    Process command = command(home, List.of(arguments)).start();
    command.getOutputStream().close();
    String printed = new String(command.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    command.waitFor(60, TimeUnit.SECONDS);
    return new Ended(command.exitValue(), printed);
  }

  String output() {
    try {
      return Files.readString(output);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Whether it has said so; a process that has ended cannot any more. */
  boolean hasSaid(String text) {
    String said = output();
    if (!said.contains(text) && !process.isAlive()) {
      throw new AssertionError("slate up ended with " + process.exitValue() + ":\n" + said);
    }
    return said.contains(text);
  }

  JsonNode status() throws IOException, InterruptedException {
    return JSON.readTree(run("status", "--json").output());
  }

  JsonNode get(String path) throws IOException, InterruptedException {
    return send(HttpRequest.newBuilder(uri(path)).build());
  }

  JsonNode post(String path, String body) throws IOException, InterruptedException {
    return send(
        HttpRequest.newBuilder(uri(path))
            .header("content-type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build());
  }

  /** It and everything below it, now. */
  List<ProcessHandle> family() {
    List<ProcessHandle> family = new ArrayList<>(process.toHandle().descendants().toList());
    family.add(process.toHandle());
    return family;
  }

  Process process() {
    return process;
  }

  private JsonNode send(HttpRequest request) throws IOException, InterruptedException {
    HttpResponse<byte[]> response = http.send(request, BodyHandlers.ofByteArray());
    if (response.statusCode() >= 400) {
      throw new IOException(
          request.uri() + ": " + new String(response.body(), StandardCharsets.UTF_8));
    }
    return JSON.readTree(response.body());
  }

  private URI uri(String path) throws IOException {
    JsonNode status = JSON.readTree(home.resolve("run/status.json").toFile());
    return URI.create(status.path("url").asText() + path);
  }

  private static ProcessBuilder command(Path home, List<String> arguments) {
    List<String> command = new ArrayList<>();
    command.add(ROOT.resolve("slate").toString());
    command.addAll(arguments);
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.directory(ROOT.toFile());
    builder.environment().putAll(ENVIRONMENT);
    builder.environment().put("SLATE_HOME", home.toString());
    return builder;
  }
}
