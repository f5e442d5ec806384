package dev.slate.featurestore.offline;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import dev.slate.data.Topics;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import org.apache.spark.sql.Column;

/**
 * Deletes what the newest versions of the tables hold of erased users; may be repeated. Older
 * versions hold it until they are vacuumed, after {@code lake.history-days} at the earliest.
 */
record UserEraser(Lake lake) {
  private static final int USERS_PER_DELETE = 200;
  private static final Object[] TOPICS_OF_USERS = {Topics.EVENTS, Topics.EXPOSURES, Topics.USERS};

  /**
   * @param byUser by user id
   */
  void erase(Map<String, Erasure> byUser) {
    // Remembered first: what is deleted below can then not come back, whenever this process dies.
    Erasures.of(lake).with(byUser).save(lake);
    delete(LakeTable.EVENTS, byUser, UserEraser::event);
    delete(
        LakeTable.EXPOSURES,
        byUser,
        (user, erasure) -> col("userId").equalTo(user).and(col("timeMs").leq(erasure.timeMs())));
    delete(LakeTable.USERS, byUser, (user, erasure) -> col("id").equalTo(user));
    delete(
        LakeTable.QUARANTINE,
        byUser,
        (user, erasure) ->
            col("topic")
                .isin(TOPICS_OF_USERS)
                .and(col("key").equalTo(lit(user.getBytes(StandardCharsets.UTF_8)))));
  }

  private static Column event(String user, Erasure erasure) {
    return col("userId")
        .equalTo(user)
        .and(col("partition").equalTo(erasure.partition()))
        .and(col("offset").leq(erasure.offset()));
  }

  private void delete(
      LakeTable table, Map<String, Erasure> byUser, BiFunction<String, Erasure, Column> rows) {
    List<Column> conditions = new ArrayList<>();
    byUser.forEach((user, erasure) -> conditions.add(rows.apply(user, erasure)));
    for (int from = 0; from < conditions.size(); from += USERS_PER_DELETE) {
      int to = Math.min(conditions.size(), from + USERS_PER_DELETE);
      lake.delete(table, conditions.subList(from, to).stream().reduce(Column::or).orElseThrow());
    }
  }
}
