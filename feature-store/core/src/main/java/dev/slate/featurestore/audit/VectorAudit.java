package dev.slate.featurestore.audit;

import dev.slate.data.catalog.Item;
import dev.slate.featurestore.EntityState;
import dev.slate.featurestore.FeatureCatalog;
import dev.slate.featurestore.FeatureView;
import dev.slate.featurestore.assemble.CategoryProfile;
import dev.slate.featurestore.assemble.FeatureAssembler;
import dev.slate.featurestore.state.RecentItem;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Assembles a request's vectors again from recomputed inputs, by the assembler that serving uses,
 * and compares every float by its bits. One thread.
 */
public final class VectorAudit {
  private final FeatureCatalog catalog;
  private final FeatureAssembler assembler;
  private final List<Set<Part>> parts;
  private final ServedScores models;
  private final AuditTally tally;

  /**
   * @param tally takes the result
   */
  public VectorAudit(FeatureCatalog catalog, ServedScores models, AuditTally tally) {
    this.catalog = catalog;
    this.assembler = new FeatureAssembler(catalog);
    this.parts = assembler.names().stream().map(name -> Part.of(catalog, name)).toList();
    this.models = models;
    this.tally = tally;
  }

  /** Judges one request. */
  public void judge(ServedVectors served, Recomputed recomputed) {
    int vectors = served.candidates().size();
    tally.request(vectors);
    if (!served.fingerprint().equals(catalog.fingerprint())) {
      tally.notJudged("served by another catalogue of features", served.vectors().length);
      return;
    }
    if (served.width() != assembler.size()) {
      tally.notJudged("a vector of another size", served.vectors().length);
      return;
    }
    EntityState user = recomputed.user();
    List<RecentItem> history = user == null ? List.of() : user.history(served.nowMs());
    ServedScores.OfUser scores =
        user == null ? null : models.of(served.model(), history, served.minRating());
    Map<String, Item> facts = historyFacts(served);
    CategoryProfile profile = CategoryProfile.of(history, facts::get);
    float[] userPart = userPart(served, recomputed);
    float[] itemPart = new float[assembler.itemSize()];
    float[] scorePart = new float[FeatureAssembler.SCORES.size()];
    float[] vector = new float[assembler.size()];
    for (int row = 0; row < vectors; row++) {
      ServedVectors.Candidate candidate = served.candidates().get(row);
      Recomputed.ItemParts item = recomputed.items().get(row);
      fill(itemPart, 0, item.activity());
      fillRow(itemPart, catalog.itemLongterm(), item.row(), candidate.rowMs(), served.nowMs());
      if (scores != null) {
        scores.scores(candidate.facts(), scorePart);
      }
      assembler.assemble(
          userPart,
          itemPart,
          scorePart,
          candidate.facts(),
          profile,
          history,
          served.nowMs(),
          vector,
          0);
      compare(served, row, vector, known(recomputed, item, scores));
    }
  }

  private static Set<Part> known(
      Recomputed recomputed, Recomputed.ItemParts item, ServedScores.@Nullable OfUser scores) {
    Set<Part> known = EnumSet.noneOf(Part.class);
    add(known, Part.USER_STATE, recomputed.user());
    add(known, Part.USER_ROW, recomputed.userRow());
    add(known, Part.ITEM_STATE, item.activity());
    add(known, Part.ITEM_ROW, item.row());
    add(known, Part.MODEL, scores);
    return known;
  }

  private static void add(Set<Part> known, Part part, @Nullable Object input) {
    if (input != null) {
      known.add(part);
    }
  }

  private void compare(ServedVectors served, int row, float[] vector, Set<Part> known) {
    for (int column = 0; column < vector.length; column++) {
      String feature = assembler.names().get(column);
      if (known.containsAll(parts.get(column))) {
        tally.compare(
            feature,
            served.vectors()[row * vector.length + column],
            vector[column],
            served.requestId(),
            served.candidates().get(row).itemId());
      } else {
        tally.notJudged(reason(served, parts.get(column), known), 1);
      }
    }
  }

  private static String reason(ServedVectors served, Set<Part> needed, Set<Part> known) {
    Set<Part> missing = EnumSet.copyOf(needed);
    missing.removeAll(known);
    return switch (missing.iterator().next()) {
      case USER_STATE ->
          served.user().offset() == ServedVectors.UNKNOWN
              ? "read without the position of the user's state"
              : "the lake has not read the user's events that far";
      case USER_ROW, ITEM_ROW -> "the materialisation is not on record, or its events are gone";
      case ITEM_STATE ->
          "the item's state had no version, the lake is not that far, or it has lost events of"
              + " erased users";
      case MODEL -> "the model is not in the registry any more";
    };
  }

  private float[] userPart(ServedVectors served, Recomputed recomputed) {
    float[] out = new float[assembler.userSize()];
    if (recomputed.user() != null) {
      recomputed.user().values(served.nowMs(), out, 0);
    }
    fillRow(
        out, catalog.userLongterm(), recomputed.userRow(), served.user().rowMs(), served.nowMs());
    return out;
  }

  private static void fill(float[] out, int at, float @Nullable [] values) {
    if (values != null) {
      System.arraycopy(values, 0, out, at, values.length);
    }
  }

  /** The batch view's values are the last ones of their entity's part. */
  private static void fillRow(
      float[] out, FeatureView view, float @Nullable [] values, long rowMs, long nowMs) {
    int at = out.length - view.scalars().size();
    if (rowMs == ServedVectors.UNKNOWN || view.isOutsideMaxAge(rowMs, nowMs)) {
      Arrays.fill(out, at, out.length, Float.NaN);
    } else {
      fill(out, at, values);
    }
  }

  private static Map<String, Item> historyFacts(ServedVectors served) {
    Map<String, Item> facts = new HashMap<>();
    served
        .history()
        .forEach(
            (id, categories) -> facts.put(id, new Item(id, "", categories, 0, true, Map.of())));
    return facts;
  }
}
