package dev.slate.data.reader;

import java.io.BufferedWriter;
import java.io.Closeable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Where rows go that cannot be used: each is counted and written to a quarantine file with its
 * place and the reason, and too many of them stop the reading. Not thread-safe.
 *
 * <p>The quarantine file has one line a row, {@code file, line, reason, row}, tab separated; it is
 * made when the first bad row comes.
 */
public final class BadRows implements Closeable {
  /** Of the rows of one file. */
  public static final double DEFAULT_MAX_SHARE = 0.01;

  private static final int TOLERATED_ANYWAY = 10;
  private static final int SAMPLES = 5;
  private static final long EARLY_VERDICT_ROWS = 10_000;

  private final Path quarantine;
  private final double maxShare;
  private final List<String> samples = new ArrayList<>();
  private @Nullable BufferedWriter out;
  private long total;
  private long badInFile;
  private long rowsInFile;

  /**
   * @param quarantine the file to write bad rows to; replaced if it exists and a bad row comes
   * @param maxShare from 0 to 1; ten bad rows a file are always tolerated
   */
  public BadRows(Path quarantine, double maxShare) {
    if (!(maxShare >= 0 && maxShare <= 1)) {
      throw new IllegalArgumentException("maxShare: " + maxShare + " (expected: 0 to 1)");
    }
    this.quarantine = quarantine;
    this.maxShare = maxShare;
  }

  /** How many rows were bad in all files. */
  public long total() {
    return total;
  }

  public Path quarantine() {
    return quarantine;
  }

  /** The first few, as {@code file:line: reason}. */
  public List<String> samples() {
    return List.copyOf(samples);
  }

  void beginFile() {
    badInFile = 0;
    rowsInFile = 0;
  }

  void countGood() {
    rowsInFile++;
  }

  void add(Path file, long line, String reason, String row) throws IOException {
    rowsInFile++;
    badInFile++;
    total++;
    if (samples.size() < SAMPLES) {
      samples.add(file.getFileName() + ":" + line + ": " + reason);
    }
    if (out == null) {
      out = Files.newBufferedWriter(quarantine, StandardCharsets.UTF_8);
    }
    out.write(String.join("\t", file.toString(), Long.toString(line), reason, oneLine(row)));
    out.newLine();
    if (rowsInFile >= EARLY_VERDICT_ROWS && badInFile > rowsInFile / 2) {
      stop(file);
    }
  }

  /** Judges a file once all of its rows are read. */
  void endFile(Path file) throws IOException {
    boolean tooMany = badInFile > Math.max(TOLERATED_ANYWAY, maxShare * rowsInFile);
    boolean nothingUsable = badInFile > 0 && badInFile == rowsInFile;
    if (tooMany || nothingUsable) {
      stop(file);
    }
  }

  private void stop(Path file) throws IOException {
    close();
    throw new DatasetFormatException(
        String.format(
            Locale.ROOT,
            "%s: %,d of %,d rows are bad (expected: at most %s %%); all of them are in %s; first: %s",
            file,
            badInFile,
            rowsInFile,
            Math.round(maxShare * 10_000) / 100.0,
            quarantine,
            String.join(" | ", samples)));
  }

  private static String oneLine(String row) {
    return row.replace("\n", "\\n").replace("\r", "\\r");
  }

  @Override
  public void close() throws IOException {
    if (out != null) {
      out.close();
      out = null;
    }
  }
}
