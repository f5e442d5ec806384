package dev.slate.featurestore.offline;

import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Queue;
import org.apache.spark.sql.Row;

/** Goes along the sorted timelines of one partition and emits what the walk wants; one thread. */
final class Walker implements Iterator<Row> {
  private final Iterator<Row> rows;
  private final int idColumn;
  private final Walk walk;
  private final Queue<Row> out = new ArrayDeque<>();
  private String id = "";
  private EntityFold fold;

  Walker(Iterator<Row> rows, int idColumn, Walk walk) {
    this.rows = rows;
    this.idColumn = idColumn;
    this.walk = walk;
    this.fold = new EntityFold(walk.views());
  }

  @Override
  public boolean hasNext() {
    while (out.isEmpty() && rows.hasNext()) {
      step(rows.next());
      if (!rows.hasNext()) {
        end();
      }
    }
    return !out.isEmpty();
  }

  @Override
  public Row next() {
    if (!hasNext()) {
      throw new NoSuchElementException(id);
    }
    return out.remove();
  }

  private void step(Row row) {
    if (!row.getString(idColumn).equals(id)) {
      end();
      id = row.getString(idColumn);
      fold = new EntityFold(walk.views());
    }
    if (row.isNullAt(Timeline.EVENT_ID)) {
      out.add(walk.question(row, fold));
    } else if (fold.apply(Timeline.event(row))) {
      Row emitted = walk.event(row);
      if (emitted != null) {
        out.add(emitted);
      }
    }
  }

  private void end() {
    Row emitted = id.isEmpty() ? null : walk.end(id, fold);
    if (emitted != null) {
      out.add(emitted);
    }
  }
}
