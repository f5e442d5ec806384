package dev.slate.data.fetch;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Enumeration;
import java.util.Objects;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/**
 * Unpacks a zip file that nobody trusts: no entry leaves the directory, and what comes out is
 * bounded by what was really unpacked, not by what the entries claim.
 */
final class Unzip {
  private static final int MAX_ENTRIES = 10_000;
  private static final int BUFFER = 1 << 16;

  private final long maxBytes;
  private long bytes;

  Unzip(long maxBytes) {
    this.maxBytes = maxBytes;
  }

  void unpack(Path zip, Path directory) throws IOException {
    Path root = Files.createDirectories(directory).toAbsolutePath().normalize();
    try (ZipFile file = new ZipFile(zip.toFile())) {
      if (file.size() > MAX_ENTRIES) {
        throw new FetchException(
            zip + ": " + file.size() + " entries (expected: at most " + MAX_ENTRIES + ")");
      }
      for (Enumeration<? extends ZipEntry> entries = file.entries(); entries.hasMoreElements(); ) {
        unpack(file, entries.nextElement(), root);
      }
    } catch (ZipException e) {
      throw new FetchException(zip + ": is not a whole zip file (" + e.getMessage() + ")", e);
    }
  }

  private void unpack(ZipFile file, ZipEntry entry, Path root) throws IOException {
    Path target = target(file, entry, root);
    if (entry.isDirectory()) {
      Files.createDirectories(target);
      return;
    }
    Files.createDirectories(Objects.requireNonNull(target.getParent()));
    try (InputStream in = file.getInputStream(entry);
        OutputStream out = Files.newOutputStream(target)) {
      byte[] buffer = new byte[BUFFER];
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        bytes += n;
        if (bytes > maxBytes) {
          throw new FetchException(
              file.getName() + ": unpacks to more than " + maxBytes + " bytes (expected: less)");
        }
        out.write(buffer, 0, n);
      }
    }
  }

  private static Path target(ZipFile file, ZipEntry entry, Path root) throws FetchException {
    try {
      Path target = root.resolve(entry.getName()).normalize();
      if (target.startsWith(root)) {
        return target;
      }
    } catch (InvalidPathException e) {
      // Falls through to the error that names the entry.
    }
    throw new FetchException(
        file.getName() + ": entry '" + entry.getName() + "' (expected: inside the directory)");
  }
}
