package dev.slate.pipelines.local.home;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;

/** The model that serves now, as the registry's {@code channels/champion} says. */
public final class Champion {
  private Champion() {}

  /** The champion's version, if a model was ever published. */
  public static Optional<String> of(Path registry) {
    try {
      return Optional.of(Files.readString(registry.resolve("channels/champion")).strip())
          .filter(version -> !version.isEmpty());
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
