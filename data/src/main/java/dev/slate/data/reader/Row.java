package dev.slate.data.reader;

import dev.slate.data.event.InvalidRecordException;
import java.util.List;

/**
 * One row of a delimited file.
 *
 * @param line 1-based number of its first line in the file
 * @param text as it stands in the file
 * @param fields without quotes
 */
record Row(long line, String text, List<String> fields) {

  /** The field of a column, which is named in the error if the row is too short. */
  String field(int column, String name) {
    if (column >= fields.size()) {
      throw new InvalidRecordException(
          name,
          "missing (the row has " + fields.size() + " fields, it is field " + (column + 1) + ")");
    }
    return fields.get(column);
  }
}
