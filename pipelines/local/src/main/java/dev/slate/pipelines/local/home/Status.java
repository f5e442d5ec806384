package dev.slate.pipelines.local.home;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Optional;

/**
 * The status file of a running {@code slate up}: its addresses and processes.
 *
 * @param url of the API and the dashboards
 * @param kafka bootstrap servers
 * @param redis its URI
 * @param features where Feast's protocols are served
 * @param home the directory of the installation
 * @param processes everything that {@code slate up} started, and itself
 */
public record Status(
    String url,
    String kafka,
    String redis,
    String features,
    String home,
    List<ProcessState> processes) {
  private static final ObjectMapper MAPPER =
      new ObjectMapper()
          .enable(SerializationFeature.INDENT_OUTPUT)
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);

  public Status {
    processes = List.copyOf(processes);
  }

  /**
   * One process.
   *
   * @param state {@code running}, {@code ended} or {@code failed}
   * @param log where its output goes
   */
  public record ProcessState(String name, long pid, String state, String log) {}

  public void write(SlateHome home) {
    try {
      SlateHome.replace(home.status(), MAPPER.writeValueAsBytes(this));
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The status of the {@code slate up} that runs on a home now, if one does. */
  public static Optional<Status> of(SlateHome home) {
    if (home.owner().alive().isEmpty() || !Files.exists(home.status())) {
      return Optional.empty();
    }
    try {
      return Optional.of(MAPPER.readValue(home.status().toFile(), Status.class));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
