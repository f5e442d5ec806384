package dev.slate.featurestore.offline;

import java.io.Serializable;
import java.util.List;
import org.apache.spark.sql.Row;
import org.jspecify.annotations.Nullable;

/** What to do along one entity's {@link Timeline}; stateless, the state is in the fold. */
interface Walk extends Serializable {

  /** Names of the views to fold, all of the entity that is walked. */
  List<String> views();

  /** At an event that counted, already folded in; what to emit, nothing by default. */
  default @Nullable Row event(Row row) {
    return null;
  }

  /** At a question, before any event of its millisecond; what to emit. */
  default Row question(Row row, EntityFold before) {
    throw new IllegalStateException("a question without an answer: " + row);
  }

  /** Behind the last event; what to emit, nothing by default. */
  default @Nullable Row end(String id, EntityFold after) {
    return null;
  }
}
