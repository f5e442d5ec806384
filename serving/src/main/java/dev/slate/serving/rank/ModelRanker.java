package dev.slate.serving.rank;

import dev.slate.serving.catalog.BestFirst;
import dev.slate.serving.context.LadderStep;
import dev.slate.serving.hydrate.Hydrated;
import dev.slate.serving.retrieve.Candidate;
import dev.slate.training.model.rank.Ranker;
import java.util.ArrayList;
import java.util.List;

/** Orders candidates by the trained ranker, in one batch. */
public final class ModelRanker {

  /** Best first; equal scores keep the order in which they came. */
  public Ranked rank(Ranker ranker, Hydrated hydrated, LadderStep step) {
    List<Candidate> candidates = hydrated.candidates();
    float[] scores = new float[candidates.size()];
    ranker.score(hydrated.features(), candidates.size(), scores);
    List<Ranked.Entry> entries = new ArrayList<>(candidates.size());
    for (int row : BestFirst.rows(scores)) {
      entries.add(new Ranked.Entry(candidates.get(row), row, scores[row]));
    }
    return new Ranked(entries, step);
  }
}
