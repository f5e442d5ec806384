package dev.slate.pipelines.local.home;

import dev.slate.pipelines.local.platform.PidFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** Where everything of one installation lives; the layout is in {@code docs/architecture.md}. */
public record SlateHome(Path directory) {

  public SlateHome {
    directory = directory.toAbsolutePath().normalize();
  }

  public Path kafka() {
    return directory.resolve("kafka");
  }

  public Path redis() {
    return directory.resolve("redis");
  }

  public Path logs() {
    return directory.resolve("logs");
  }

  public Path run() {
    return directory.resolve("run");
  }

  /** {@code status.json}: there while {@code slate up} runs. */
  public Path status() {
    return run().resolve("status.json");
  }

  /** What was imported, and whether all of it. */
  public Path imports() {
    return directory.resolve("imports");
  }

  /** The process of {@code slate up}. */
  public PidFile owner() {
    return new PidFile(run().resolve("slate.pid"));
  }

  /** Replaces a file in one step, so that no reader sees half of it. */
  public static void replace(Path file, byte[] content) {
    try {
      Files.createDirectories(file.getParent());
      Path temporary = file.resolveSibling(file.getFileName() + ".new");
      Files.write(temporary, content);
      try {
        Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE);
      } catch (AtomicMoveNotSupportedException e) {
        Files.move(temporary, file, StandardCopyOption.REPLACE_EXISTING);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
