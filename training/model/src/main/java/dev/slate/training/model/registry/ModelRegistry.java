package dev.slate.training.model.registry;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Models in a directory: {@code models/<version>/}, written once, and {@code
 * channels/{champion,previous,candidate}}, each a version and a newline. A version appears by one
 * rename after all its bytes are on disk, and a channel changes by one rename, so readers see the
 * old or the new and never a mixture. Safe for many readers and threads; publishers of the same
 * version exclude each other.
 */
public final class ModelRegistry {
  private final Path root;
  private final DurableFiles disk;
  private final Channels channels;

  /**
   * @param root created on the first write
   */
  public ModelRegistry(Path root) {
    this(root, new DurableFiles());
  }

  ModelRegistry(Path root, DurableFiles disk) {
    this.root = root;
    this.disk = disk;
    this.channels = new Channels(root.resolve("channels"), disk);
  }

  /** {@code <date>-<n>}, n one above the highest there is, published or not. */
  public String nextVersion(LocalDate date) {
    int highest =
        versions().stream()
            .map(VersionOrder::parse)
            .filter(parsed -> parsed.date().equals(date.toString()))
            .mapToInt(VersionOrder::number)
            .max()
            .orElse(0);
    return date + "-" + (highest + 1);
  }

  /**
   * Writes a version and points the candidate channel at it.
   *
   * @return the manifest as written, with its files
   * @throws IllegalStateException if the version exists
   * @throws IllegalArgumentException if a value is not finite or the version is no version
   */
  public Manifest publish(ModelBundle bundle) {
    String version = bundle.manifest().version();
    VersionOrder.parse(version);
    try {
      Manifest manifest = new Publication(models(), disk).write(bundle);
      channels.set("candidate", version);
      return manifest;
    } catch (IOException e) {
      throw new UncheckedIOException("publishing model " + version + " below " + root, e);
    }
  }

  /**
   * Reads a version after checking its format, its checksums, that it was trained with these
   * features, and that its parts fit each other.
   *
   * @param fingerprint of the caller's feature catalogue
   * @throws RefusedModelException if any of it does not hold
   */
  public ModelBundle load(String version, String fingerprint) throws RefusedModelException {
    return new VersionReader(models(), version).load(fingerprint);
  }

  /** The version that serves. */
  public Optional<String> champion() {
    return channels.get("champion");
  }

  /** The version that served before. */
  public Optional<String> previous() {
    return channels.get("previous");
  }

  /** The version published last. */
  public Optional<String> candidate() {
    return channels.get("candidate");
  }

  /**
   * Makes a version the champion and the champion the previous one; nothing if it is already.
   *
   * @throws IllegalArgumentException if there is no such version
   */
  public void promote(String version) {
    if (!versions().contains(version)) {
      throw new IllegalArgumentException(
          "version: " + version + " (expected: one of " + versions() + ")");
    }
    Optional<String> champion = champion();
    if (champion.equals(Optional.of(version))) {
      return;
    }
    try {
      if (champion.isPresent()) {
        channels.set("previous", champion.get());
      }
      channels.set("champion", version);
    } catch (IOException e) {
      throw new UncheckedIOException("promoting model " + version + " below " + root, e);
    }
  }

  /**
   * Promotes the previous champion, and gives its version; doing it twice changes nothing in the
   * end.
   *
   * @throws IllegalStateException if there is none
   */
  public String rollback() {
    String version =
        previous()
            .orElseThrow(
                () -> new IllegalStateException("no previous model (expected: two promotions)"));
    promote(version);
    return version;
  }

  /** Manifests of all readable versions, newest first. */
  public List<Manifest> list() {
    List<Manifest> manifests = new ArrayList<>();
    for (String version : versions()) {
      try {
        manifests.add(new VersionReader(models(), version).manifest());
      } catch (RefusedModelException e) {
        System.getLogger(ModelRegistry.class.getName())
            .log(System.Logger.Level.WARNING, e.getMessage());
      }
    }
    return manifests;
  }

  /** Names below {@code models} that are versions, newest first. */
  private List<String> versions() {
    if (!Files.isDirectory(models())) {
      return List.of();
    }
    try (Stream<Path> entries = Files.list(models())) {
      return entries
          .map(path -> path.getFileName().toString())
          .filter(VersionOrder::isVersion)
          .sorted(Comparator.comparing(VersionOrder::parse).reversed())
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException("listing " + models(), e);
    }
  }

  private Path models() {
    return root.resolve("models");
  }
}
