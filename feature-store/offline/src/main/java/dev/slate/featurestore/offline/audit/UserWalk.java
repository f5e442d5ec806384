package dev.slate.featurestore.offline.audit;

import dev.slate.featurestore.EntityState;
import dev.slate.featurestore.FeatureCatalog;
import dev.slate.featurestore.FeatureView;
import java.util.Iterator;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;

/**
 * Along one user's events in the order of the log, as the stream read them: answers questions with
 * the state before an offset, and passes on the events that counted.
 *
 * <p>An answer is a line whose {@code version} holds the state's bytes.
 */
final class UserWalk extends Walk {
  private final FeatureView view = FeatureCatalog.standard().userActivity();
  private EntityState state = EntityState.empty(view);

  UserWalk(Iterator<Row> lines) {
    super(lines, Rows.USER_ID);
  }

  @Override
  void begin() {
    state = EntityState.empty(view);
  }

  @Override
  void take(Row line) {
    if (Rows.isEvent(line)) {
      if (state.apply(Rows.event(line))) {
        emit(line);
      }
    } else {
      emit(answer(line));
    }
  }

  private Row answer(Row question) {
    Object[] values = new Object[question.size()];
    values[Rows.REQUEST] = question.get(Rows.REQUEST);
    values[Rows.VERSION] = state.encode();
    return RowFactory.create(values);
  }
}
