package dev.slate.data.reader;

import dev.slate.data.event.InvalidRecordException;
import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.ZipException;
import org.jspecify.annotations.Nullable;

/** A delimited file and how it is laid out. */
record Table(Path file, Charset charset, String delimiter, Header header) {
  private static final char REPLACEMENT = '\uFFFD';

  /** Whether the first row names the columns. */
  enum Header {
    NAMES_COLUMNS,
    ABSENT
  }

  /** Makes a value of a row; an {@link InvalidRecordException} makes it a bad row. */
  @FunctionalInterface
  interface RowParser<T> {
    T parse(Row row);
  }

  /** Makes a parser once the columns are known. */
  @FunctionalInterface
  interface ParserFactory<T> {
    RowParser<T> parser(Columns columns);
  }

  static Table latin1(Path file, String delimiter) {
    return new Table(file, StandardCharsets.ISO_8859_1, delimiter, Header.ABSENT);
  }

  static Table utf8(Path file, String delimiter, Header header) {
    return new Table(file, StandardCharsets.UTF_8, delimiter, header);
  }

  /** Reads all rows; those that cannot be parsed go to {@code badRows}. */
  <T> List<T> read(ParserFactory<T> factory, BadRows badRows) throws IOException {
    List<T> values = new ArrayList<>();
    badRows.beginFile();
    try (RowSource rows = new RowSource(file, charset, delimiter)) {
      Row row = rows.next();
      RowParser<T> parser = factory.parser(columns(row));
      if (header == Header.NAMES_COLUMNS) {
        row = rows.next();
      }
      for (; row != null; row = rows.next()) {
        try {
          requireDecoded(row);
          values.add(parser.parse(row));
          badRows.countGood();
        } catch (InvalidRecordException e) {
          badRows.add(file, row.line(), String.valueOf(e.getMessage()), row.text());
        }
      }
    } catch (ZipException | EOFException e) {
      throw TextFile.damaged(file, e);
    }
    badRows.endFile(file);
    return values;
  }

  private Columns columns(@Nullable Row first) {
    if (header == Header.NAMES_COLUMNS && first == null) {
      throw new DatasetFormatException(file + ": is empty (expected: a header row)");
    }
    return header == Header.NAMES_COLUMNS && first != null
        ? Columns.named(file, first.fields())
        : Columns.numbered(file, first == null ? 0 : first.fields().size());
  }

  private void requireDecoded(Row row) {
    if (row.text().indexOf(REPLACEMENT) >= 0) {
      throw new InvalidRecordException("row", "is not valid " + charset);
    }
  }
}
