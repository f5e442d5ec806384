package dev.slate.training.model.registry;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import dev.slate.training.model.index.IndexChoice;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Where a model comes from and which files it is made of.
 *
 * @param formatVersion of the directory's layout; {@link #FORMAT_VERSION} is what this code reads
 * @param version {@code <business date>-<n>}
 * @param createdMs when it was made
 * @param fingerprint of the feature catalogue it was trained with
 * @param codeVersion of the trainer
 * @param jdk of the trainer
 * @param seed of all that is random
 * @param parameters hyper-parameters by name
 * @param inputs the ranker's inputs in order
 * @param data table versions, counts, {@code newestEventTimeMs}
 * @param metrics by model (popularity, als, ...), then by metric
 * @param index how each index was chosen: {@code als}, {@code two-tower}
 * @param files all others of the directory, by name
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record Manifest(
    int formatVersion,
    String version,
    long createdMs,
    String fingerprint,
    String codeVersion,
    String jdk,
    long seed,
    Map<String, String> parameters,
    List<String> inputs,
    Map<String, Long> data,
    Map<String, Map<String, Double>> metrics,
    Map<String, IndexChoice> index,
    Map<String, FileEntry> files) {
  /** The layout that this code writes, and the newest it reads. */
  public static final int FORMAT_VERSION = 1;

  /**
   * A file's size and checksum.
   *
   * @param sha256 lower-case hex
   */
  public record FileEntry(long bytes, String sha256) {}

  public Manifest {
    parameters = sorted(parameters);
    inputs = List.copyOf(inputs);
    data = sorted(data);
    metrics = sorted(metrics);
    index = sorted(index);
    files = sorted(files);
  }

  /** A manifest of a model about to be published, by this JVM and in this code's format. */
  public static Manifest of(
      String version,
      long createdMs,
      String fingerprint,
      String codeVersion,
      long seed,
      Map<String, String> parameters,
      List<String> inputs,
      Map<String, Long> data,
      Map<String, Map<String, Double>> metrics,
      Map<String, IndexChoice> index) {
    return new Manifest(
        FORMAT_VERSION,
        version,
        createdMs,
        fingerprint,
        codeVersion,
        Runtime.version().toString(),
        seed,
        parameters,
        inputs,
        data,
        metrics,
        index,
        Map.of());
  }

  Manifest withFiles(Map<String, FileEntry> entries) {
    return new Manifest(
        formatVersion,
        version,
        createdMs,
        fingerprint,
        codeVersion,
        jdk,
        seed,
        parameters,
        inputs,
        data,
        metrics,
        index,
        entries);
  }

  private static <V> Map<String, V> sorted(Map<String, V> map) {
    return Collections.unmodifiableMap(new TreeMap<>(map));
  }
}
