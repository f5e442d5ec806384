package dev.slate.training.spark.tower;

import dev.slate.training.model.tower.ItemCategories;
import dev.slate.training.spark.Positives;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/** Positives and categories out of a table. */
record PositiveRows(Positives positives, ItemCategories categories) {

  /** The columns' names. */
  record Columns(String user, String item, String time, String categories) {

    /**
     * @throws IllegalArgumentException if a column is missing or of another type
     */
    void require(StructType schema) {
      require(schema, user, DataTypes.IntegerType);
      require(schema, item, DataTypes.IntegerType);
      require(schema, time, DataTypes.LongType);
      if (hasCategories(schema)) {
        DataType type = schema.apply(categories).dataType();
        if (!type.sameType(DataTypes.createArrayType(DataTypes.StringType))) {
          throw new IllegalArgumentException(
              "column " + categories + ": " + type + " (expected: array of string)");
        }
      }
    }

    private boolean hasCategories(StructType schema) {
      return List.of(schema.fieldNames()).contains(categories);
    }

    private static void require(StructType schema, String column, DataType type) {
      if (!List.of(schema.fieldNames()).contains(column)
          || !schema.apply(column).dataType().equals(type)) {
        throw new IllegalArgumentException(
            "column " + column + " in " + schema.simpleString() + " (expected: " + type + ")");
      }
    }

    /** Collects the table in the driver. */
    PositiveRows read(Dataset<?> dataset) {
      boolean hasCategories = hasCategories(dataset.schema());
      List<Row> rows =
          (hasCategories
                  ? dataset.select(user, item, time, categories)
                  : dataset.select(user, item, time))
              .collectAsList();
      int items = rows.stream().mapToInt(row -> row.getInt(1) + 1).max().orElse(0);
      List<List<String>> known = new ArrayList<>(Collections.nCopies(items, null));
      int[][] pairs = new int[2][rows.size()];
      long[] timeMs = new long[rows.size()];
      int size = 0;
      int users = 0;
      for (Row row : rows) {
        int item = row.getInt(1);
        if (known.get(item) == null) {
          known.set(item, hasCategories && !row.isNullAt(3) ? row.getList(3) : List.of());
        }
        if (!row.isNullAt(0)) {
          pairs[0][size] = row.getInt(0);
          pairs[1][size] = item;
          timeMs[size++] = row.getLong(2);
          users = Math.max(users, row.getInt(0) + 1);
        }
      }
      known.replaceAll(categories -> categories == null ? List.of() : categories);
      return new PositiveRows(
          Positives.of(
              users,
              items,
              Arrays.copyOf(pairs[0], size),
              Arrays.copyOf(pairs[1], size),
              Arrays.copyOf(timeMs, size)),
          ItemCategories.of(known));
    }
  }
}
