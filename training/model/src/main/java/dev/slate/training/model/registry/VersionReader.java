package dev.slate.training.model.registry;

import com.fasterxml.jackson.databind.JsonNode;
import dev.slate.training.model.registry.Manifest.FileEntry;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/** Reads one version and refuses what is not whole. */
final class VersionReader {
  private static final String REPUBLISH =
      "restore the directory from a copy, or promote another version (slate models list)";

  private final Path directory;
  private final String version;

  VersionReader(Path models, String version) {
    this.version = version;
    this.directory = models.resolve(VersionOrder.isVersion(version) ? version : "no-version");
  }

  Manifest manifest() throws RefusedModelException {
    if (!Files.isDirectory(directory)) {
      throw refuse("there is no such version", "slate models list shows what there is");
    }
    try {
      byte[] json = Files.readAllBytes(directory.resolve(BundleFiles.MANIFEST));
      JsonNode tree = BundleFiles.JSON.readTree(json);
      int format = tree.path("formatVersion").asInt();
      if (format > Manifest.FORMAT_VERSION) {
        throw refuse(
            "its format version is %d and this code reads up to %d"
                .formatted(format, Manifest.FORMAT_VERSION),
            "upgrade slate, or roll back to a model it can read (slate models rollback)");
      }
      byte[] line = Files.readAllBytes(directory.resolve(BundleFiles.MANIFEST_CHECKSUM));
      if (!Arrays.equals(line, BundleFiles.checksumLine(json))) {
        throw refuse("manifest.json does not have the checksum in manifest.sha256", REPUBLISH);
      }
      Manifest manifest = BundleFiles.JSON.treeToValue(tree, Manifest.class);
      if (format != Manifest.FORMAT_VERSION || !manifest.version().equals(version)) {
        throw refuse(
            "its manifest says version %s in format %d".formatted(manifest.version(), format),
            REPUBLISH);
      }
      return manifest;
    } catch (IOException | RuntimeException e) {
      throw refuse("its manifest cannot be read: " + e, REPUBLISH);
    }
  }

  ModelBundle load(String fingerprint) throws RefusedModelException {
    Manifest manifest = manifest();
    if (!manifest.fingerprint().equals(fingerprint)) {
      throw refuse(
          "it was trained with features %s and this code has %s"
              .formatted(manifest.fingerprint(), fingerprint),
          "run slate nightly to train with the present features, or start the code it was made by");
    }
    Map<String, ByteBuffer> files = new HashMap<>();
    for (Map.Entry<String, FileEntry> file : manifest.files().entrySet()) {
      files.put(file.getKey(), verified(file.getKey(), file.getValue()));
    }
    try {
      return new BundleReader(manifest, files).read();
    } catch (IOException | RuntimeException | InternalError e) {
      throw refuse("its parts do not fit: " + e.getMessage(), REPUBLISH);
    }
  }

  private ByteBuffer verified(String name, FileEntry entry) throws RefusedModelException {
    try {
      Path file = directory.resolve(name);
      if (!directory.equals(file.getParent()) || Files.size(file) != entry.bytes()) {
        throw refuse(
            "%s has %d bytes and its manifest says %d"
                .formatted(name, Files.size(file), entry.bytes()),
            REPUBLISH);
      }
      ByteBuffer bytes = name.endsWith(BundleFiles.INDEX_SUFFIX) ? mapped(file) : read(file);
      if (!BundleFiles.sha256(bytes).equals(entry.sha256())) {
        throw refuse(name + " does not have the checksum in manifest.json", REPUBLISH);
      }
      return bytes;
    } catch (IOException | InternalError e) {
      // A mapped file that is cut while it is read ends in an InternalError.
      throw refuse(name + " cannot be read: " + e, REPUBLISH);
    }
  }

  private static ByteBuffer read(Path file) throws IOException {
    return ByteBuffer.wrap(Files.readAllBytes(file));
  }

  private static ByteBuffer mapped(Path file) throws IOException {
    try (FileChannel channel = FileChannel.open(file)) {
      return channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size());
    } catch (UnsupportedOperationException e) {
      // Not every file system maps.
      return read(file);
    }
  }

  private RefusedModelException refuse(String reason, String fix) {
    return new RefusedModelException(version, reason, fix);
  }
}
