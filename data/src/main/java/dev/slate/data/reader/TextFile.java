package dev.slate.data.reader;

import java.io.BufferedReader;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/** Opens text files, plain or gzipped by their name, with errors that name the file. */
final class TextFile {
  private static final int BUFFER = 1 << 16;

  private TextFile() {}

  static BufferedReader open(Path file, Charset charset) throws IOException {
    if (!Files.isRegularFile(file)) {
      throw new DatasetFormatException(file + ": there is no such file");
    }
    InputStream in = Files.newInputStream(file);
    try {
      InputStream bytes = file.toString().endsWith(".gz") ? new GZIPInputStream(in, BUFFER) : in;
      return new BufferedReader(new InputStreamReader(bytes, charset), BUFFER);
    } catch (ZipException | EOFException e) {
      in.close();
      throw damaged(file, e);
    }
  }

  static DatasetFormatException damaged(Path file, IOException cause) {
    return new DatasetFormatException(
        file + ": is cut off or damaged (" + cause.getMessage() + "; expected: a whole gzip file)");
  }
}
