package dev.slate.serving.explain;

import com.fasterxml.jackson.annotation.JsonValue;
import dev.slate.serving.features.FeatureValues;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Why an item is not in a slate: the first stage that lost it.
 *
 * @param words the whole answer in one or two sentences
 * @param by the filter that refuses it, or the re-rankers that moved others before it
 * @param place 0-based: in the slate if shown, else by the ranker's score; null if not ranked
 * @param score the ranker's, null if not ranked
 * @param cutoff lowest score by relevance that would fill the slate, null if not ranked
 * @param sources what each source says of it, where none found it
 */
public record WhyNot(
    String itemId,
    String title,
    Outcome outcome,
    String words,
    List<String> by,
    @Nullable Integer place,
    @Nullable Float score,
    @Nullable Float cutoff,
    List<Standing> sources) {

  /** The same with where it is ranked. */
  WhyNot at(int newPlace, float newScore, float newCutoff) {
    return new WhyNot(
        itemId,
        title,
        outcome,
        words,
        by,
        newPlace,
        newScore,
        FeatureValues.finite(newCutoff),
        sources);
  }

  /** The same with what the sources say. */
  WhyNot with(List<Standing> standings) {
    return new WhyNot(itemId, title, outcome, words, by, place, score, cutoff, standings);
  }

  /** In the order of the stages. */
  public enum Outcome {
    /** The catalogue has no such item. */
    UNKNOWN,
    UNAVAILABLE,
    /** The request does not ask for it: category, attributes, life dates. */
    OUT_OF_SCOPE,
    /** No source found it. */
    NOT_RETRIEVED,
    /** A filter removed it. */
    REMOVED,
    /** Others have better scores. */
    OUTRANKED,
    /** Its score is good enough, and a re-ranker took another one. */
    DISPLACED,
    SHOWN;

    @JsonValue
    public String wireName() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  /**
   * Where an item would stand in one source, computed exactly.
   *
   * @param rank 0-based among what is in scope; null if the source would never find it
   * @param score null if it has none
   * @param cutoff score of the last one that was found, null if none was
   */
  public record Standing(
      String source,
      @Nullable Integer rank,
      @Nullable Float score,
      @Nullable Float cutoff,
      int found,
      String words) {}
}
