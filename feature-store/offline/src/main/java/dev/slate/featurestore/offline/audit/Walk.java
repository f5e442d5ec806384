package dev.slate.featurestore.offline.audit;

import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Queue;
import org.apache.spark.sql.Row;

/** Goes along sorted rows, one key behind the other; one thread. */
abstract class Walk implements Iterator<Row> {
  private final Iterator<Row> rows;
  private final int keyColumn;
  private final Queue<Row> out = new ArrayDeque<>();
  private Object key = "";
  private boolean begun;

  Walk(Iterator<Row> rows, int keyColumn) {
    this.rows = rows;
    this.keyColumn = keyColumn;
  }

  /** At the first row of a key, before it is taken. */
  abstract void begin();

  abstract void take(Row row);

  /** Behind the last row of a key. */
  void end() {}

  final void emit(Row row) {
    out.add(row);
  }

  @Override
  public final boolean hasNext() {
    while (out.isEmpty() && rows.hasNext()) {
      Row row = rows.next();
      if (!begun || !row.get(keyColumn).equals(key)) {
        if (begun) {
          end();
        }
        begun = true;
        key = row.get(keyColumn);
        begin();
      }
      take(row);
      if (!rows.hasNext()) {
        end();
      }
    }
    return !out.isEmpty();
  }

  @Override
  public final Row next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    return out.remove();
  }
}
