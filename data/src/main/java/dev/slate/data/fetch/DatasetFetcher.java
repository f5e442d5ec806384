package dev.slate.data.fetch;

import java.io.IOException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * Fetches a public data set into a directory: download, verify, unpack beside, rename. Whoever
 * looks sees the whole data set or none. Not thread-safe; one process at a time per directory.
 */
public final class DatasetFetcher {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final Path directory;
  private final Download download;

  /**
   * @param directory where data sets live, each in a directory of its name
   */
  public DatasetFetcher(Path directory) {
    this(directory, PATIENCE);
  }

  DatasetFetcher(Path directory, Duration patience) {
    this.directory = directory;
    this.download = new Download(patience);
  }

  /**
   * Gives the directory of a data set; downloads it if it is not there yet. An interrupted download
   * is taken up where it ended.
   *
   * @throws FetchException if the server does not have it, or what it sent is not the data set
   */
  public Path fetch(PublicDataset dataset, FetchListener listener)
      throws IOException, InterruptedException {
    Path target = directory.resolve(dataset.name());
    if (Files.isDirectory(target)) {
      return target;
    }
    listener.begins(dataset);
    Files.createDirectories(directory);
    Path zip = directory.resolve(dataset.name() + ".zip.part");
    download.fetch(dataset, zip, listener);
    Checksum.verify(zip, dataset);
    Path unpacked = directory.resolve(dataset.name() + ".unpacking");
    delete(unpacked);
    try {
      new Unzip(dataset.maxUnpackedBytes()).unpack(zip, unpacked);
      Files.move(content(unpacked, dataset.name()), target, StandardCopyOption.ATOMIC_MOVE);
    } catch (AtomicMoveNotSupportedException e) {
      throw new FetchException(target + ": this file system cannot rename a directory", e);
    } finally {
      delete(unpacked);
    }
    Files.delete(zip);
    return target;
  }

  /** The directory of the data set's own name, if the zip has nothing else at its top. */
  private static Path content(Path unpacked, String name) throws IOException {
    try (Stream<Path> top = Files.list(unpacked)) {
      List<Path> entries = top.toList();
      Path own = unpacked.resolve(name);
      return entries.equals(List.of(own)) && Files.isDirectory(own) ? own : unpacked;
    }
  }

  private static void delete(Path tree) throws IOException {
    if (!Files.exists(tree)) {
      return;
    }
    try (Stream<Path> paths = Files.walk(tree)) {
      for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    }
  }
}
