package dev.slate.pipelines.local.platform;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import redis.embedded.core.ExecutableProvider;

/** Finds a {@code redis-server}: the system's when present, else the one of embedded-redis. */
public final class RedisBinary {
  private RedisBinary() {}

  /** The system's {@code redis-server} on {@code PATH}. */
  public static Optional<Path> ofSystem() {
    String path = System.getenv().getOrDefault("PATH", "");
    for (String directory : path.split(File.pathSeparator, -1)) {
      Path binary = Path.of(directory, "redis-server");
      if (!directory.isEmpty() && Files.isExecutable(binary)) {
        return Optional.of(binary);
      }
    }
    return Optional.empty();
  }

  /** Unpacks the bundled binary (Redis 6.2) for this operating system into {@code directory}. */
  static Path unpack(Path directory) {
    try {
      Files.createDirectories(directory);
      return ExecutableProvider.newJarResourceProvider(directory.toFile()).get().toPath();
    } catch (IOException | RuntimeException e) {
      throw new PlatformException(
          "No redis-server on PATH, and none is bundled for this system ("
              + e.getMessage()
              + "); fix: install redis-server, or set SLATE_REDIS_URI to a running one",
          e);
    }
  }
}
