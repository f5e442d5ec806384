package dev.slate.pipelines.local.imports;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.slate.data.dataset.Dataset;
import dev.slate.data.event.Event;
import dev.slate.data.world.WorldSpec;
import dev.slate.pipelines.local.home.SlateHome;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a home remembers of one import. It is written before the first event, so that an interrupted
 * import is continued with the same events and times, and again after the last one is flushed.
 *
 * @param source {@code world} or the absolute path that was read
 * @param name of the data set
 * @param complete whether every event is in the log
 * @param shiftMs added to the time of every event
 * @param events how many there are
 * @param exampleUser one of its users, to try things with
 * @param world what the synthetic world was made of; null for a data set that was read
 */
public record ImportMarker(
    String source,
    String name,
    boolean complete,
    long shiftMs,
    long events,
    String exampleUser,
    @Nullable WorldSpec world) {
  /** The source of the synthetic world. */
  public static final String WORLD = "world";

  private static final ObjectMapper MAPPER = new ObjectMapper();

  /** The marker of an import that begins. */
  public static ImportMarker begin(
      String source, Dataset dataset, long shiftMs, @Nullable WorldSpec world) {
    String user = dataset.events().stream().findFirst().map(Event::userId).orElse("anybody");
    return new ImportMarker(
        source, dataset.name(), false, shiftMs, dataset.events().size(), user, world);
  }

  ImportMarker completed() {
    return new ImportMarker(source, name, true, shiftMs, events, exampleUser, world);
  }

  /** Tells this import's records in the log from all others. */
  int key() {
    return source.hashCode();
  }

  void write(SlateHome home) {
    try {
      SlateHome.replace(file(home, source), MAPPER.writeValueAsBytes(this));
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The marker of a source, if its import has begun. */
  public static Optional<ImportMarker> of(SlateHome home, String source) {
    return all(home).stream().filter(marker -> marker.source.equals(source)).findFirst();
  }

  /** All imports of a home. */
  public static List<ImportMarker> all(SlateHome home) {
    if (!Files.isDirectory(home.imports())) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(home.imports())) {
      return files
          .filter(file -> file.toString().endsWith(".json"))
          .sorted()
          .map(ImportMarker::read)
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static ImportMarker read(Path file) {
    try {
      return MAPPER.readValue(file.toFile(), ImportMarker.class);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Path file(SlateHome home, String source) {
    return home.imports().resolve(String.format("%08x.json", source.hashCode()));
  }
}
