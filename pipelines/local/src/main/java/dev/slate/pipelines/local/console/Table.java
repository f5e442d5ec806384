package dev.slate.pipelines.local.console;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Rows of text in columns as wide as needed; columns of numbers are right-aligned. */
public final class Table {
  private static final int MAX_WIDTH = 48;

  private final List<List<String>> rows = new ArrayList<>();

  public Table(String... headings) {
    rows.add(List.of(headings));
  }

  /** Adds a row; long values are cut. */
  public Table row(Object... values) {
    rows.add(IntStream.range(0, values.length).mapToObj(i -> cut(values[i])).toList());
    return this;
  }

  @Override
  public String toString() {
    int columns = rows.get(0).size();
    int[] widths = new int[columns];
    boolean[] numbers = new boolean[columns];
    for (int c = 0; c < columns; c++) {
      int column = c;
      widths[c] = rows.stream().mapToInt(row -> row.get(column).length()).max().orElse(0);
      numbers[c] = rows.stream().skip(1).map(row -> row.get(column)).allMatch(Table::isNumber);
    }
    return rows.stream()
        .map(row -> line(row, widths, numbers))
        .collect(Collectors.joining(System.lineSeparator()));
  }

  private static String line(List<String> row, int[] widths, boolean[] numbers) {
    StringBuilder line = new StringBuilder();
    for (int c = 0; c < row.size(); c++) {
      String pad = " ".repeat(widths[c] - row.get(c).length());
      line.append("  ").append(numbers[c] ? pad + row.get(c) : row.get(c) + pad);
    }
    return line.toString().stripTrailing();
  }

  private static boolean isNumber(String value) {
    return value.isEmpty() || value.matches("[-+]?[0-9][0-9.,]*( %)?");
  }

  private static String cut(Object value) {
    String text = String.valueOf(value).replaceAll("\\p{Cntrl}", " ");
    return text.length() <= MAX_WIDTH ? text : text.substring(0, MAX_WIDTH - 1) + "\u2026";
  }
}
