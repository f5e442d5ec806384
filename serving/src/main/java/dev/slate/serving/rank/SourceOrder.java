package dev.slate.serving.rank;

import dev.slate.serving.context.LadderStep;
import dev.slate.serving.hydrate.Hydrated;
import dev.slate.serving.retrieve.Candidate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;

/**
 * Orders candidates by where their sources had them: reciprocal rank fusion (Cormack, Clarke,
 * Buettcher 2009), lists that know nothing of the user weighing a hundredth. Needs no features.
 */
public final class SourceOrder {
  private static final double K = 60;
  private static final Set<String> IMPERSONAL = Set.of("popular", "trending", "new");

  /** Best first; equal scores keep the order in which they came. */
  public Ranked rank(Hydrated hydrated, LadderStep step) {
    List<Ranked.Entry> entries = new ArrayList<>(hydrated.candidates().size());
    for (int row = 0; row < hydrated.candidates().size(); row++) {
      Candidate candidate = hydrated.candidates().get(row);
      entries.add(new Ranked.Entry(candidate, row, score(candidate)));
    }
    entries.sort(Comparator.comparingDouble((Ranked.Entry e) -> -e.score()));
    return new Ranked(entries, step);
  }

  private static float score(Candidate candidate) {
    double score = 0;
    for (Candidate.Origin origin : candidate.origins()) {
      double weight = IMPERSONAL.contains(origin.source()) ? 0.01 : 1;
      score += weight / (K + origin.rank());
    }
    return (float) score;
  }
}
