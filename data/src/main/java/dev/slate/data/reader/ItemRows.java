package dev.slate.data.reader;

import dev.slate.data.catalog.Item;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** Makes items of rows. */
final class ItemRows {
  private ItemRows() {}

  /** Items by columns; columns that are not mapped become attributes. */
  static Table.ParserFactory<Item> items(ItemColumns mapping) {
    return columns -> {
      int id = columns.indexOf(mapping.item(), "item");
      int title = mapping.title() == null ? -1 : columns.indexOf(mapping.title(), "title");
      int categories =
          mapping.categories() == null ? -1 : columns.indexOf(mapping.categories(), "categories");
      return row -> {
        Map<String, String> attributes = new HashMap<>();
        for (int column = 0; column < row.fields().size(); column++) {
          String value = row.fields().get(column);
          if (column != id && column != title && column != categories && !value.isBlank()) {
            attributes.put(columns.name(column), value);
          }
        }
        return new Item(
            row.field(id, "item"),
            title < 0 ? "" : row.field(title, "title"),
            categories < 0
                ? List.of()
                : words(row.field(categories, "categories"), mapping.categorySeparator()),
            0,
            true,
            attributes);
      };
    };
  }

  /** The words of a field, without blanks and repetitions. */
  static List<String> words(String field, String separator) {
    return Arrays.stream(field.split(Pattern.quote(separator)))
        .map(String::strip)
        .filter(word -> !word.isEmpty())
        .distinct()
        .toList();
  }
}
