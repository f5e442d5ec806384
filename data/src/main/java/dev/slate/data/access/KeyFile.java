package dev.slate.data.access;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.slate.data.config.InvalidConfigException;
import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;

/**
 * Keys as a JSON file, {@code {"keys": [{"name", "role", "sha256", "createdMs"}]}}, readable by its
 * owner alone.
 */
public final class KeyFile {
  private static final String KEY = "slate.access.keys";
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private KeyFile() {}

  /**
   * Reads a file; one that is not there has no keys.
   *
   * @throws InvalidConfigException if it is no key file
   */
  public static ApiKeys read(Path file) {
    if (!Files.exists(file)) {
      return new ApiKeys(List.of());
    }
    try {
      JsonNode root = MAPPER.readTree(Files.readAllBytes(file));
      List<ApiKey> keys = new ArrayList<>();
      for (JsonNode key : root.path("keys")) {
        keys.add(
            new ApiKey(
                key.path("name").asText(),
                Role.ofKey(key.path("role").asText()),
                key.path("sha256").asText(),
                key.path("createdMs").asLong()));
      }
      if (!root.path("keys").isArray()) {
        throw new IllegalArgumentException("keys: missing (expected: an array)");
      }
      return new ApiKeys(keys);
    } catch (IOException | IllegalArgumentException e) {
      throw new InvalidConfigException(
          KEY, file + ": " + e.getMessage(), "a file that slate keys create wrote");
    }
  }

  /** Replaces a file at once: a reader sees the old keys or the new ones. */
  public static void write(Path file, ApiKeys keys) throws IOException {
    ObjectNode root = MAPPER.createObjectNode();
    var array = root.putArray("keys");
    for (ApiKey key : keys.all()) {
      array
          .addObject()
          .put("name", key.name())
          .put("role", key.role().wireName())
          .put("sha256", key.sha256())
          .put("createdMs", key.createdMs());
    }
    Path target = file.toAbsolutePath();
    Path directory = target.getParent();
    if (directory == null) {
      throw new IOException(file + " is not a file");
    }
    Files.createDirectories(directory);
    Path written = Files.createTempFile(directory, "keys", ".tmp", ownerOnly());
    Files.write(written, MAPPER.writerWithDefaultPrettyPrinter().writeValueAsBytes(root));
    Files.move(
        written, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  private static FileAttribute<?>[] ownerOnly() {
    return FileSystems.getDefault().supportedFileAttributeViews().contains("posix")
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
        }
        : new FileAttribute<?>[0];
  }
}
