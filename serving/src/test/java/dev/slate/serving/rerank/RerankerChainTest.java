package dev.slate.serving.rerank;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slate.data.config.InvalidConfigException;
import dev.slate.data.config.SurfaceSettings;
import dev.slate.data.config.SurfaceSettings.Comparison;
import dev.slate.data.config.SurfaceSettings.Condition;
import dev.slate.data.config.SurfaceSettings.FixedSlot;
import dev.slate.data.config.SurfaceSettings.Known;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RerankerChainTest {

  private static Shelf sixOfTwoCreators() {
    return new Shelf()
        .candidate("i0 rock ann", 0.9f, "als:0")
        .candidate("i1 rock ann", 0.8f, "als:1")
        .candidate("i2 rock ann", 0.7f, "als:2")
        .candidate("i3 jazz bob", 0.6f, "als:3")
        .candidate("i4 jazz bob", 0.5f, "als:4")
        .candidate("i5 rock bob", 0.4f, "als:5 new:0");
  }

  @Test
  void rerank_nothingOn_keepsTheRanking() {
    assertThat(sixOfTwoCreators().ids(4)).containsExactly("i0", "i1", "i2", "i3");
    assertThat(sixOfTwoCreators().slate(4).moves()).isEmpty();
  }

  @Test
  void rerank_mmrWithoutAModel_spreadsCategories() {
    Slate slate = sixOfTwoCreators().with("rerank.mmr.lambda", 0.5).slate(3, "mmr");
    assertThat(Shelf.ids(slate)).containsExactly("i0", "i3", "i1");
    assertThat(slate.moves())
        .contains(new Slate.Move("i3", "mmr", 3, 1, "similarity", 0))
        .allMatch(move -> move.by().equals("mmr"));
    assertThat(slate.moves().get(0).detail()).isEqualTo("similarity 0.00");
  }

  @Test
  void rerank_maxSumWithoutAModel_spreadsCategories() {
    Slate slate = sixOfTwoCreators().with("rerank.max-sum.lambda", 0.5).slate(3, "max-sum");
    assertThat(Shelf.ids(slate)).containsExactly("i0", "i3", "i1");
    assertThat(slate.moves().get(0).detail()).isEqualTo("similarity 0.00");
  }

  @Test
  void rerank_dppWithoutAModel_spreadsCategories() {
    assertThat(sixOfTwoCreators().with("rerank.dpp.theta", 0.5).ids(2, "dpp"))
        .containsExactly("i0", "i3");
  }

  @Test
  void rerank_calibrated_followsTheTaste() {
    assertThat(
            sixOfTwoCreators()
                .taste("rock", 0.5f)
                .taste("jazz", 0.5f)
                .with("rerank.calibrated.lambda", 0.9)
                .ids(4, "calibrated"))
        .containsExactly("i0", "i3", "i1", "i4");
  }

  @Test
  void rerank_freshness_liftsTheNewest() {
    Shelf shelf =
        new Shelf()
            .candidate("newer a -", 0.50f, "als:0")
            .candidate("older a -", 0.51f, "als:1")
            .candidate("last a -", 0f, "als:2");
    // Created one, two and three days ago.
    Slate slate =
        shelf
            .with("rerank.freshness.weight", 0.2)
            .with("rerank.freshness.half-life-days", 1)
            .slate(3, "freshness");
    assertThat(Shelf.ids(slate)).containsExactly("newer", "older", "last");
    assertThat(shelf.with("rerank.freshness.weight", 0).ids(3, "freshness"))
        .containsExactly("older", "newer", "last");
  }

  @Test
  void rerank_capAndEnoughOthers_holds() {
    Slate slate = sixOfTwoCreators().slate(4, "creator-cap");
    assertThat(Shelf.ids(slate)).containsExactly("i0", "i1", "i3", "i4");
    assertThat(slate.refusals()).containsExactly(new Slate.Refusal("i2", "creator-cap"));
    assertThat(slate.relaxed()).isEmpty();
  }

  @Test
  void rerank_capAndTooFewCandidates_fillsFromTheCatalogueFirst() {
    Slate slate =
        sixOfTwoCreators()
            .item("more - cid", 3)
            .item("hidden - dan", 3)
            .excluding("hidden")
            .slate(5, "creator-cap");
    assertThat(Shelf.ids(slate)).containsExactly("i0", "i1", "i3", "i4", "more");
    assertThat(slate.relaxed()).isEmpty();
    assertThat(slate.moves())
        .contains(new Slate.Move("more", "back-fill", -1, 4, "popular", Float.NaN));
  }

  @Test
  void rerank_catalogueTooThin_relaxesCreatorsThenCategories() {
    Shelf shelf = sixOfTwoCreators().with("rerank.category-cap.max", 2);
    Slate five = shelf.slate(4, "category-cap", "creator-cap");
    assertThat(Shelf.ids(five)).containsExactly("i0", "i1", "i3", "i4");
    assertThat(five.relaxed()).isEmpty();
    Slate all = shelf.slate(9, "category-cap", "creator-cap");
    assertThat(Shelf.ids(all)).containsExactly("i0", "i1", "i3", "i4", "i2", "i5");
    assertThat(all.relaxed()).containsExactly("creator-cap", "category-cap");
    Slate creators =
        shelf.with("rerank.category-cap.max", 4).slate(5, "category-cap", "creator-cap");
    assertThat(Shelf.ids(creators)).containsExactly("i0", "i1", "i3", "i4", "i2");
    assertThat(creators.relaxed()).containsExactly("creator-cap");
  }

  private static SurfaceSettings fixed(Condition... conditions) {
    return new SurfaceSettings(
        Map.of(), null, List.of(new FixedSlot(2, "new", List.of(conditions))));
  }

  @Test
  void rerank_fixedSlot_isItsSources() {
    assertThat(sixOfTwoCreators().on(fixed()).ids(3)).containsExactly("i0", "i5", "i1");
    assertThat(sixOfTwoCreators().on(fixed()).with("rerank.fixed.on", false).ids(2))
        .containsExactly("i0", "i1");
  }

  @Test
  void rerank_fixedSlotWhoseConditionFails_isLikeOthers() {
    Condition regular = new Condition(Known.HISTORY, Comparison.AT_LEAST, 5);
    // NOW_MS is 22:13 UTC.
    Condition late = new Condition(Known.HOUR, Comparison.EQUAL, 22);
    assertThat(sixOfTwoCreators().on(fixed(regular)).ids(2)).containsExactly("i0", "i1");
    assertThat(sixOfTwoCreators().on(fixed(late)).ids(2)).containsExactly("i0", "i5");
  }

  @Test
  void rerank_sourcesBroughtNothing_showsWhatIsPopular() {
    assertThat(new Shelf().item("a - -", 1).item("b - -", 2).ids(5, "mmr"))
        .containsExactly("a", "b");
  }

  @Test
  void new_unknownName_isRefused() {
    assertThatThrownBy(() -> new Shelf().slate(1, "mmr", "magic"))
        .isInstanceOf(InvalidConfigException.class)
        .hasMessageStartingWith("slate.serving.rerank: magic (expected: one of calibrated, ");
  }
}
