package dev.slate.serving.rank;

import dev.slate.serving.context.LadderStep;
import dev.slate.serving.retrieve.Candidate;
import java.util.List;

/**
 * Result of the fourth stage, best first.
 *
 * @param step the rung that was reached
 */
public record Ranked(List<Entry> entries, LadderStep step) {

  /**
   * One candidate with its score.
   *
   * @param row of the candidate in {@code Hydrated}; -1 if it came after ranking, to fill the slate
   */
  public record Entry(Candidate candidate, int row, float score) {}
}
