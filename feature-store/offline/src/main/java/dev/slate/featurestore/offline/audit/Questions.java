package dev.slate.featurestore.offline.audit;

import dev.slate.featurestore.audit.ServedVectors;
import dev.slate.featurestore.audit.ServedVectorsCodec;
import dev.slate.featurestore.store.StateVersion;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;

/**
 * What a served record asks of the lake.
 *
 * @param reached next offset of each partition of {@code events} that the lake has not read
 * @param erasedItems items whose states count events of erased users, which the lake lost
 */
record Questions(Map<Integer, Long> reached, Set<String> erasedItems) implements Serializable {

  /** Whether the lake can tell the user's state. */
  boolean canTellUser(ServedVectors served) {
    return served.user().offset() != ServedVectors.UNKNOWN
        && served.user().offset() <= reached.getOrDefault(served.user().partition(), 0L);
  }

  /** Whether the lake can tell an item's state of a version. */
  boolean canTell(StateVersion version) {
    return version.sources().entrySet().stream()
        .allMatch(e -> e.getValue() <= reached.getOrDefault(e.getKey(), 0L));
  }

  /** The question about the user, as a {@link Rows#LINE}; none if it cannot be told. */
  Iterator<Row> ofUser(Row record) {
    ServedVectors served = served(record);
    if (!canTellUser(served)) {
      return List.<Row>of().iterator();
    }
    Object[] line = new Object[Rows.LINE.size()];
    line[Rows.USER_ID] = served.user().id();
    line[Rows.PARTITION] = served.user().partition();
    line[Rows.OFFSET] = served.user().offset();
    line[Rows.TIME_MS] = served.nowMs();
    line[Rows.REQUEST] = record.getLong(0);
    return List.of(RowFactory.create(line)).iterator();
  }

  /** The questions about its items. */
  Iterator<Row> ofItems(Row record) {
    ServedVectors served = served(record);
    List<Row> lines = new ArrayList<>();
    for (int i = 0; i < served.candidates().size(); i++) {
      ServedVectors.Candidate candidate = served.candidates().get(i);
      StateVersion version = candidate.version();
      if (version != null && canTell(version) && !erasedItems.contains(candidate.itemId())) {
        Object[] line = new Object[Rows.LINE.size()];
        line[Rows.ITEM_ID] = candidate.itemId();
        line[Rows.TIME_MS] = served.nowMs();
        line[Rows.REQUEST] = record.getLong(0);
        line[Rows.CANDIDATE] = i;
        line[Rows.VERSION] = version.encode();
        lines.add(RowFactory.create(line));
      }
    }
    return lines.iterator();
  }

  private static ServedVectors served(Row record) {
    return ServedVectorsCodec.decode(record.getAs(1));
  }
}
