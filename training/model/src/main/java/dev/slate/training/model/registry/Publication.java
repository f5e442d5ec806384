package dev.slate.training.model.registry;

import dev.slate.training.model.registry.Manifest.FileEntry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;

/** Writes one version beside its final place, makes it durable, and renames it. */
final class Publication {
  private final Path models;
  private final DurableFiles disk;

  Publication(Path models, DurableFiles disk) {
    this.models = models;
    this.disk = disk;
  }

  Manifest write(ModelBundle bundle) throws IOException {
    String version = bundle.manifest().version();
    if (Files.exists(models.resolve(version))) {
      throw new IllegalStateException(
          "model " + version + " is there already (expected: a new version)");
    }
    Map<String, byte[]> files = BundleWriter.write(bundle);
    Map<String, FileEntry> entries = new LinkedHashMap<>();
    files.forEach(
        (name, bytes) -> entries.put(name, new FileEntry(bytes.length, BundleFiles.sha256(bytes))));
    Manifest manifest = bundle.manifest().withFiles(entries);
    byte[] json = BundleFiles.JSON.writeValueAsBytes(manifest);
    files.put(BundleFiles.MANIFEST, json);
    files.put(BundleFiles.MANIFEST_CHECKSUM, BundleFiles.checksumLine(json));
    writeAll(files, version);
    return manifest;
  }

  private void writeAll(Map<String, byte[]> files, String version) throws IOException {
    String name = "." + version + "." + UUID.randomUUID();
    Path temporary = models.resolve(name);
    disk.createDirectories(temporary);
    try {
      for (Map.Entry<String, byte[]> file : files.entrySet()) {
        disk.write(temporary.resolve(file.getKey()), file.getValue());
      }
      disk.sync(temporary);
      disk.rename(models, name, version);
    } finally {
      deleteIfThere(temporary);
    }
  }

  private static void deleteIfThere(Path directory) throws IOException {
    if (!Files.isDirectory(directory)) {
      return;
    }
    try (Stream<Path> entries = Files.list(directory)) {
      for (Path entry : entries.toList()) {
        Files.delete(entry);
      }
    }
    Files.delete(directory);
  }
}
