package dev.slate.featurestore.offline.audit;

import dev.slate.featurestore.EntityState;
import dev.slate.featurestore.FeatureCatalog;
import dev.slate.featurestore.FeatureView;
import dev.slate.featurestore.audit.AuditTally;
import dev.slate.featurestore.audit.Recomputed;
import dev.slate.featurestore.audit.ServedScores;
import dev.slate.featurestore.audit.ServedVectors;
import dev.slate.featurestore.audit.ServedVectorsCodec;
import dev.slate.featurestore.audit.VectorAudit;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.spark.sql.Row;
import org.jspecify.annotations.Nullable;

/**
 * Puts the pieces of each request together and judges it.
 *
 * @param questions that were asked: what has no answer though it was asked is an error
 * @param materialisations that could be computed again, as {@link BatchRows#key}
 */
record Judge(ServedScores models, Questions questions, Set<String> materialisations)
    implements Serializable {

  /**
   * Judges the requests of one partition.
   *
   * @param pieces sorted by request and part
   */
  Iterator<AuditTally> judge(Iterator<Row> pieces) {
    AuditTally tally = new AuditTally();
    Walk walk = new Requests(pieces, new VectorAudit(FeatureCatalog.standard(), models, tally));
    if (walk.hasNext()) {
      throw new IllegalStateException("a judge emits nothing");
    }
    return List.of(tally).iterator();
  }

  /** Along the pieces; emits nothing. */
  private final class Requests extends Walk {
    private final VectorAudit audit;
    private final FeatureCatalog catalog = FeatureCatalog.standard();
    private @Nullable ServedVectors served;
    private @Nullable EntityState user;
    private float @Nullable [] userRow;
    private final Map<Integer, float[]> itemStates = new HashMap<>();
    private final Map<Integer, float[]> itemRows = new HashMap<>();

    Requests(Iterator<Row> pieces, VectorAudit audit) {
      super(pieces, 0);
      this.audit = audit;
    }

    @Override
    void begin() {
      served = null;
      user = null;
      userRow = null;
      itemStates.clear();
      itemRows.clear();
    }

    @Override
    void take(Row piece) {
      switch (piece.getInt(1)) {
        case Rows.SERVED -> served = ServedVectorsCodec.decode(piece.getAs(3));
        case Rows.USER_STATE ->
            user = EntityState.decode(catalog.userActivity(), piece.<byte[]>getAs(3));
        case Rows.USER_ROW -> userRow = floats(piece);
        case Rows.ITEM_STATE -> itemStates.put(piece.getInt(2), floats(piece));
        case Rows.ITEM_ROW -> itemRows.put(piece.getInt(2), floats(piece));
        default -> throw new IllegalStateException("part " + piece.getInt(1));
      }
    }

    @Override
    void end() {
      if (served == null) {
        throw new IllegalStateException("answers to a request that is not there");
      }
      List<Recomputed.ItemParts> items = new ArrayList<>();
      for (int i = 0; i < served.candidates().size(); i++) {
        ServedVectors.Candidate candidate = served.candidates().get(i);
        items.add(
            new Recomputed.ItemParts(
                itemState(candidate, i, served.nowMs()),
                row(catalog.itemLongterm(), candidate.rowMs(), itemRows.get(i))));
      }
      audit.judge(
          served,
          new Recomputed(user, row(catalog.userLongterm(), served.user().rowMs(), userRow), items));
    }

    private float @Nullable [] itemState(ServedVectors.Candidate candidate, int i, long nowMs) {
      if (candidate.stateKnown() || candidate.version() != null) {
        return itemStates.get(i);
      }
      float[] values = new float[catalog.itemActivity().scalars().size()];
      EntityState.empty(catalog.itemActivity()).values(nowMs, values, 0);
      return values;
    }

    /** What is missing though its materialisation is on record had no row: its values are NaN. */
    private float @Nullable [] row(FeatureView view, long asOfMs, float @Nullable [] answer) {
      if (answer != null
          || asOfMs != ServedVectors.UNKNOWN
              && !materialisations.contains(BatchRows.key(view.name(), asOfMs))) {
        return answer;
      }
      float[] none = new float[view.scalars().size()];
      Arrays.fill(none, Float.NaN);
      return none;
    }
  }

  private static float[] floats(Row piece) {
    List<Float> boxed = piece.getList(4);
    float[] values = new float[boxed.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = boxed.get(i);
    }
    return values;
  }
}
