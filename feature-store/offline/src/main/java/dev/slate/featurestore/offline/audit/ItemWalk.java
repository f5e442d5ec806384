package dev.slate.featurestore.offline.audit;

import dev.slate.featurestore.EntityState;
import dev.slate.featurestore.FeatureCatalog;
import dev.slate.featurestore.FeatureView;
import java.util.Iterator;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;

/**
 * Along one item's versions, chain by chain: the events that a version added, then the questions
 * about it. States fold in any order, so the order within a version does not matter.
 */
final class ItemWalk extends Walk {
  private final FeatureView view = FeatureCatalog.standard().itemActivity();
  private EntityState state = EntityState.empty(view);
  private int chain;

  ItemWalk(Iterator<Row> lines) {
    super(lines, Rows.ITEM_ID);
  }

  @Override
  void begin() {
    state = EntityState.empty(view);
    chain = 0;
  }

  @Override
  void take(Row line) {
    if (line.getInt(Rows.CHAIN) != chain) {
      state = EntityState.empty(view);
      chain = line.getInt(Rows.CHAIN);
    }
    if (Rows.isEvent(line)) {
      state.apply(Rows.event(line));
      return;
    }
    float[] values = new float[view.scalars().size()];
    state.values(line.getLong(Rows.TIME_MS), values, 0);
    emit(
        RowFactory.create(
            line.get(Rows.REQUEST), Rows.ITEM_STATE, line.get(Rows.CANDIDATE), null, values));
  }
}
