package dev.slate.data.fetch;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Tells whether a file is what was promised. */
final class Checksum {
  private static final int BUFFER = 1 << 16;

  private Checksum() {}

  /** Deletes a file that is not the data set, so that the next attempt starts afresh. */
  static void verify(Path zip, PublicDataset dataset) throws IOException {
    String sha256 = sha256(zip);
    if (!sha256.equals(dataset.sha256())) {
      Files.delete(zip);
      throw new FetchException(
          dataset.address()
              + ": SHA-256 is "
              + sha256
              + " (expected: "
              + dataset.sha256()
              + "); the download was deleted, try again");
    }
  }

  static String sha256(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      byte[] buffer = new byte[BUFFER];
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        digest.update(buffer, 0, n);
      }
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
