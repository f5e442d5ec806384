package dev.slate.training.model.registry;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.UUID;

/** The registry's only mutable files. */
final class Channels {
  private final Path directory;
  private final DurableFiles disk;

  Channels(Path directory, DurableFiles disk) {
    this.directory = directory;
    this.disk = disk;
  }

  /** What a channel points at; empty if it was never set or holds no version. */
  Optional<String> get(String channel) {
    try {
      String text = Files.readString(directory.resolve(channel), StandardCharsets.US_ASCII).strip();
      return Optional.of(text).filter(VersionOrder::isVersion);
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException("reading channel " + channel, e);
    }
  }

  void set(String channel, String version) throws IOException {
    disk.createDirectories(directory);
    String name = "." + channel + "." + UUID.randomUUID();
    Path temporary = directory.resolve(name);
    try {
      disk.write(temporary, (version + "\n").getBytes(StandardCharsets.US_ASCII));
      disk.rename(directory, name, channel);
    } finally {
      Files.deleteIfExists(temporary);
    }
  }
}
