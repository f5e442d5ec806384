package dev.slate.data.reader;

import java.io.BufferedReader;
import java.io.Closeable;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The rows of a delimited file, plain or gzipped, one after another; blank lines are skipped. A
 * delimiter of one character allows quoted fields (RFC 4180). Not thread-safe.
 */
final class RowSource implements Closeable {
  private static final int MAX_LINES_OF_ROW = 64;
  private static final char BYTE_ORDER_MARK = '\uFEFF';

  private final BufferedReader reader;
  private final String delimiter;
  private final Deque<String> putBack = new ArrayDeque<>();
  private long lines;

  RowSource(Path file, Charset charset, String delimiter) throws IOException {
    reader = TextFile.open(file, charset);
    this.delimiter = delimiter;
  }

  /** The next row, null at the end. */
  @Nullable Row next() throws IOException {
    String line = nextLine();
    while (line != null && line.isBlank()) {
      line = nextLine();
    }
    if (line == null) {
      return null;
    }
    long first = lines;
    if (delimiter.length() == 1 && line.indexOf('"') >= 0) {
      return quoted(line, first);
    }
    return new Row(first, line, split(line));
  }

  /** A quoted field may span lines; one that never ends is a row of one line, taken as it is. */
  private Row quoted(String firstLine, long first) throws IOException {
    StringBuilder text = new StringBuilder(firstLine);
    Deque<String> taken = new ArrayDeque<>();
    List<String> fields = splitQuoted(text);
    while (fields == null && taken.size() < MAX_LINES_OF_ROW) {
      String line = nextLine();
      if (line == null) {
        break;
      }
      taken.add(line);
      text.append('\n').append(line);
      fields = splitQuoted(text);
    }
    if (fields != null) {
      return new Row(first, text.toString(), fields);
    }
    lines -= taken.size();
    while (!taken.isEmpty()) {
      putBack.addFirst(taken.removeLast());
    }
    return new Row(first, firstLine, split(firstLine));
  }

  private @Nullable String nextLine() throws IOException {
    String line = putBack.isEmpty() ? reader.readLine() : putBack.removeFirst();
    if (line == null) {
      return null;
    }
    lines++;
    boolean marked = lines == 1 && !line.isEmpty() && line.charAt(0) == BYTE_ORDER_MARK;
    return marked ? line.substring(1) : line;
  }

  private List<String> split(String line) {
    List<String> fields = new ArrayList<>(8);
    int from = 0;
    int at = line.indexOf(delimiter);
    while (at >= 0) {
      fields.add(line.substring(from, at));
      from = at + delimiter.length();
      at = line.indexOf(delimiter, from);
    }
    fields.add(line.substring(from));
    return fields;
  }

  /** The fields, or null if a quote is still open at the end. */
  private @Nullable List<String> splitQuoted(CharSequence text) {
    char separator = delimiter.charAt(0);
    List<String> fields = new ArrayList<>(8);
    StringBuilder field = new StringBuilder();
    boolean inQuotes = false;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (inQuotes) {
        if (c != '"') {
          field.append(c);
        } else if (i + 1 < text.length() && text.charAt(i + 1) == '"') {
          field.append('"');
          i++;
        } else {
          inQuotes = false;
        }
      } else if (c == '"' && field.isEmpty()) {
        inQuotes = true;
      } else if (c == separator) {
        fields.add(field.toString());
        field.setLength(0);
      } else {
        field.append(c);
      }
    }
    fields.add(field.toString());
    return inQuotes ? null : fields;
  }

  @Override
  public void close() throws IOException {
    reader.close();
  }
}
