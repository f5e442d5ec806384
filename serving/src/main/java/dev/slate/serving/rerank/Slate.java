package dev.slate.serving.rerank;

import dev.slate.serving.rank.Ranked;
import java.util.List;
import java.util.Locale;

/**
 * Result of the fifth stage: what is shown, in order, and how it came to be.
 *
 * @param moves of one re-ranker after the other
 * @param refusals what a rule kept out while it held
 * @param relaxed the rules that had to give way to fill the slate, the first one first
 * @param draws the slots that could explore
 */
public record Slate(
    List<Ranked.Entry> entries,
    List<Move> moves,
    List<Refusal> refusals,
    List<String> relaxed,
    List<Draw> draws) {

  /** As it was ranked. */
  public Slate(List<Ranked.Entry> entries) {
    this(entries, List.of(), List.of(), List.of(), List.of());
  }

  /**
   * One re-ranker's change of an item's place; positions are 0-based.
   *
   * @param from before it; -1: the item was not ranked
   * @param value what {@code label} is the name of; NaN: nothing
   */
  public record Move(String itemId, String by, int from, int to, String label, float value) {

    /** For people. */
    public String detail() {
      return Float.isNaN(value) ? label : String.format(Locale.ROOT, "%s %.2f", label, value);
    }
  }

  /** An item that a rule kept out. */
  public record Refusal(String itemId, String rule) {}

  /**
   * A slot filled by chance.
   *
   * @param propensity with which the item came to be there, given the slots before
   * @param candidates how many it was drawn from
   */
  public record Draw(int position, String itemId, double propensity, int candidates) {}
}
