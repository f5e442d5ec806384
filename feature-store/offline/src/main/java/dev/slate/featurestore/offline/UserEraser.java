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
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Deletes what the newest versions of the tables hold of erased users; may be repeated. Older
 * versions hold it until they are vacuumed, after {@code lake.history-days} at the earliest.
 */
record UserEraser(Lake lake) {
  private static final int USERS_PER_DELETE = 200;
  private static final String[] JOIN_KEY = {"itemId"};
  private static final Object[] TOPICS_OF_USERS = {
    Topics.EVENTS, Topics.EXPOSURES, Topics.SERVED_FEATURES, Topics.USERS
  };

  /**
   * @param byUser by user id
   */
  void erase(Map<String, Erasure> byUser) {
    // Remembered first: what is deleted below can then not come back, whenever this process dies.
    Erasures.of(lake).with(byUser).save(lake);
    rememberItems(byUser);
    delete(LakeTable.EVENTS, byUser, UserEraser::event);
    delete(LakeTable.EXPOSURES, byUser, UserEraser::before);
    delete(LakeTable.SERVED_FEATURES, byUser, UserEraser::before);
    delete(LakeTable.USERS, byUser, (user, erasure) -> col("id").equalTo(user));
    delete(
        LakeTable.QUARANTINE,
        byUser,
        (user, erasure) ->
            col("topic")
                .isin(TOPICS_OF_USERS)
                .and(col("key").equalTo(lit(user.getBytes(StandardCharsets.UTF_8)))));
  }

  private static Column before(String user, Erasure erasure) {
    return col("userId").equalTo(user).and(col("timeMs").leq(erasure.timeMs()));
  }

  /**
   * The online states of these items still count events that the lake is about to lose: nobody can
   * compute them again. Only the items are kept, nothing of who was there.
   */
  private void rememberItems(Map<String, Erasure> byUser) {
    for (List<Column> conditions : chunks(byUser, UserEraser::event)) {
      Dataset<Row> known = lake.read(LakeTable.ERASED_ITEMS);
      List<Row> items =
          lake.read(LakeTable.EVENTS)
              .filter(conditions.stream().reduce(Column::or).orElseThrow())
              .select("itemId")
              .distinct()
              .join(known, JOIN_KEY, "left_anti")
              .collectAsList();
      if (!items.isEmpty()) {
        lake.append(LakeTable.ERASED_ITEMS, items);
      }
    }
  }

  private static Column event(String user, Erasure erasure) {
    return col("userId")
        .equalTo(user)
        .and(col("partition").equalTo(erasure.partition()))
        .and(col("offset").leq(erasure.offset()));
  }

  private void delete(
      LakeTable table, Map<String, Erasure> byUser, BiFunction<String, Erasure, Column> rows) {
    for (List<Column> conditions : chunks(byUser, rows)) {
      lake.delete(table, conditions.stream().reduce(Column::or).orElseThrow());
    }
  }

  private static List<List<Column>> chunks(
      Map<String, Erasure> byUser, BiFunction<String, Erasure, Column> rows) {
    List<Column> conditions = new ArrayList<>();
    byUser.forEach((user, erasure) -> conditions.add(rows.apply(user, erasure)));
    List<List<Column>> chunks = new ArrayList<>();
    for (int from = 0; from < conditions.size(); from += USERS_PER_DELETE) {
      int to = Math.min(conditions.size(), from + USERS_PER_DELETE);
      chunks.add(conditions.subList(from, to));
    }
    return chunks;
  }
}
