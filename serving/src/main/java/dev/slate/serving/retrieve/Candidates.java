package dev.slate.serving.retrieve;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Result of the first stage: each item once. */
public record Candidates(List<Candidate> items, List<SourceReport> sources) {

  /**
   * How one source did.
   *
   * @param state {@code ok}, {@code failed} or {@code skipped}
   * @param detail why, if not ok
   */
  public record SourceReport(
      String name, int candidates, long micros, String state, @Nullable String detail) {}
}
