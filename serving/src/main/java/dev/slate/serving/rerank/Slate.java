package dev.slate.serving.rerank;

import dev.slate.serving.rank.Ranked;
import java.util.List;

/** Result of the fifth stage: what is shown, in order, and what was moved to get there. */
public record Slate(List<Ranked.Entry> entries, List<Move> moves) {

  /** Positions are 0-based; {@code from} is the place by relevance. */
  public record Move(String itemId, String by, int from, int to, String detail) {}
}
