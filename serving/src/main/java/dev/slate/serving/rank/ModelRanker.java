package dev.slate.serving.rank;

import dev.slate.serving.context.LadderStep;
import dev.slate.serving.hydrate.Hydrated;
import dev.slate.serving.retrieve.Candidate;
import dev.slate.training.model.rank.Ranker;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Orders candidates by the trained ranker, in one batch. */
public final class ModelRanker {

  /** Best first; equal scores keep the order in which they came. */
  public Ranked rank(Ranker ranker, Hydrated hydrated, LadderStep step) {
    List<Candidate> candidates = hydrated.candidates();
    float[] scores = new float[candidates.size()];
    ranker.score(hydrated.features(), candidates.size(), scores);
    List<Ranked.Entry> entries = new ArrayList<>(candidates.size());
    for (int row : bestFirst(scores)) {
      entries.add(new Ranked.Entry(candidates.get(row), row, scores[row]));
    }
    return new Ranked(entries, step);
  }

  private static int[] bestFirst(float[] scores) {
    long[] keys = new long[scores.length];
    for (int row = 0; row < keys.length; row++) {
      int bits = Float.floatToIntBits(-scores[row]);
      keys[row] = (long) (bits ^ (bits >> 31 & Integer.MAX_VALUE)) << 32 | row;
    }
    Arrays.sort(keys);
    int[] rows = new int[keys.length];
    for (int i = 0; i < rows.length; i++) {
      rows[i] = (int) keys[i];
    }
    return rows;
  }
}
