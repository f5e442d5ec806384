package dev.slate.serving.explain;

import dev.slate.featurestore.assemble.FeatureAssembler;
import dev.slate.serving.catalog.CatalogItem;
import dev.slate.serving.context.RequestContext;
import dev.slate.serving.explain.WhyNot.Standing;
import dev.slate.serving.model.ModelSide;
import dev.slate.serving.pipeline.Recommendation;
import dev.slate.serving.retrieve.Candidate;
import dev.slate.serving.retrieve.Candidates;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Where an item would stand in each source of a request, computed over all items in scope and not
 * by the approximate indexes: O(items x dimensions) for the models' sources.
 */
final class SourceStandings {
  /** The models' sources in the order of {@link FeatureAssembler#SCORES}. */
  static final List<String> BY_MODEL = List.of("als", "two-tower", "item-to-item");

  private static final Set<String> LISTS = Set.of("trending", "new", "popular", "segment");

  private final Recommendation made;
  private final RequestContext context;
  private final Map<String, Float> cutoffs = new HashMap<>();

  SourceStandings(Recommendation made) {
    this.made = made;
    this.context = made.context();
    for (Candidate candidate : made.candidates().items()) {
      for (Candidate.Origin origin : candidate.origins()) {
        cutoffs.merge(origin.source(), origin.score(), Math::min);
      }
    }
  }

  /** In the order in which the sources were asked. */
  List<Standing> of(CatalogItem item) {
    float @Nullable [] scores = scores(item);
    int[] ranks = scores == null ? new int[0] : ranks(scores);
    return made.candidates().sources().stream()
        .map(report -> standing(report, item, scores, ranks))
        .toList();
  }

  private Standing standing(
      Candidates.SourceReport source, CatalogItem item, float @Nullable [] scores, int[] ranks) {
    if (!source.state().equals("ok")) {
      return words(source, null, null, "it was " + source.state() + ": " + source.detail());
    }
    int at = BY_MODEL.indexOf(source.name());
    if (at < 0) {
      return LISTS.contains(source.name())
          ? inList(source, item)
          : words(source, null, null, "it did not find it");
    }
    ModelSide side = context.modelSide();
    if (side == null || scores == null) {
      return words(source, null, null, "there is no model");
    }
    boolean isNew = side.model().rowOf(item) < 0;
    if (isNew && at != 1) {
      return words(source, null, null, "the model was trained before this item was there");
    }
    if (side.query().positives().length == 0) {
      return words(source, null, null, "the user has no history that it can start from");
    }
    if (at == 2 && scores[at] == 0) {
      return words(source, null, null, "it is no neighbour of what the user did lately");
    }
    return scored(source, ranks[at], scores[at]);
  }

  private Standing scored(Candidates.SourceReport source, int rank, float score) {
    Float cutoff = cutoffs.get(source.name());
    String where =
        String.format(Locale.ROOT, "it would be number %d with score %.4f", rank + 1, score);
    if (cutoff == null) {
      return words(source, rank, score, where + "; the source was asked for none");
    }
    return words(
        source,
        rank,
        score,
        String.format(
                Locale.ROOT, "%s; the last of %d has %.4f", where, source.candidates(), cutoff)
            + (rank < source.candidates() ? ": the approximate index missed it" : ""));
  }

  /** Its three scores; null without a model. */
  private float @Nullable [] scores(CatalogItem item) {
    ModelSide side = context.modelSide();
    if (side == null) {
      return null;
    }
    float[] scores = new float[FeatureAssembler.SCORES.size()];
    int row = side.model().rowOf(item);
    if (row >= 0) {
      side.query().scores(row, scores, 0);
    } else {
      scores[1] = side.query().twoTowerScore(side.model().vectorOf(item));
    }
    return scores;
  }

  /** How many items in scope have a better score, by source. */
  private int[] ranks(float[] own) {
    int[] ranks = new int[own.length];
    ModelSide side = context.modelSide();
    float[] other = new float[own.length];
    for (int row = 0; side != null && row < side.model().items().size(); row++) {
      if (context.isInScope(side.model().item(row))) {
        side.query().scores(row, other, 0);
        for (int i = 0; i < own.length; i++) {
          ranks[i] += other[i] > own[i] ? 1 : 0;
        }
      }
    }
    return ranks;
  }

  private Standing inList(Candidates.SourceReport source, CatalogItem item) {
    List<CatalogItem> list = list(source.name());
    int rank = 0;
    for (CatalogItem other : list) {
      if (other == item) {
        return words(
            source,
            rank,
            1f / (1 + rank),
            "it would be number " + (rank + 1) + "; " + source.candidates() + " were taken");
      }
      rank += context.isInScope(other) ? 1 : 0;
    }
    return words(source, null, null, "it is not in this list");
  }

  private List<CatalogItem> list(String source) {
    String category = source.equals("segment") ? context.segment() : context.request().category();
    if (source.equals("trending")) {
      return context.lists().trending();
    }
    return category == null ? context.lists().popular() : context.lists().popularIn(category);
  }

  private Standing words(
      Candidates.SourceReport source, @Nullable Integer rank, @Nullable Float score, String words) {
    return new Standing(
        source.name(), rank, score, cutoffs.get(source.name()), source.candidates(), words);
  }
}
