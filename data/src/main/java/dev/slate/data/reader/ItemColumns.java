package dev.slate.data.reader;

import org.jspecify.annotations.Nullable;

/**
 * Which columns of a delimited UTF-8 file with a header describe items. A column is named as in the
 * header, or by its 0-based number; all other columns become attributes.
 *
 * @param item the item's id
 * @param title what people read; null if there is no such column
 * @param categories several in one field; null if there is no such column
 * @param categorySeparator between categories, such as {@code |}
 * @param delimiter between columns
 */
public record ItemColumns(
    String item,
    @Nullable String title,
    @Nullable String categories,
    String categorySeparator,
    String delimiter) {

  public ItemColumns {
    if (categorySeparator.isEmpty() || delimiter.isEmpty()) {
      throw new IllegalArgumentException(
          "separators: '" + categorySeparator + "', '" + delimiter + "' (expected: not empty)");
    }
  }
}
