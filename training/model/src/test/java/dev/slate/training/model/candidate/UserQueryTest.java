package dev.slate.training.model.candidate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slate.data.event.EventKind;
import dev.slate.featurestore.state.RecentItem;
import dev.slate.training.model.index.Hits;
import dev.slate.training.model.index.RowMask;
import dev.slate.training.model.registry.Bundles;
import dev.slate.training.model.registry.ModelBundle;
import java.util.ArrayList;
import java.util.List;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class UserQueryTest {
  private final ModelBundle model = Bundles.bundle("2026-11-20-1", 3);

  private static RecentItem recent(String item, EventKind kind, float value) {
    return new RecentItem(item, 1_000, kind, value, "e" + item);
  }

  private final List<RecentItem> history =
      List.of(
          recent("i4", EventKind.CLICK, Float.NaN),
          recent("i5", EventKind.RATING, 2.5f),
          recent("nobody-knows", EventKind.CLICK, Float.NaN),
          recent("i6", EventKind.RATING, 3),
          recent("i4", EventKind.PURCHASE, 9),
          recent("i7", EventKind.DISMISS, Float.NaN),
          recent("i8", EventKind.PURCHASE, 1));

  @Test
  void of_mixedHistory_keepsKnownPositivesOnceNewestFirst() {
    assertThat(UserQuery.of(model, history, 3).positives()).containsExactly(4, 6, 8);
    assertThat(UserQuery.of(model, history, 2.5).positives()).containsExactly(4, 5, 6, 8);
  }

  @Test
  void sources_andScores_sayTheSame() {
    UserQuery query = UserQuery.of(model, history, 3);
    List<Hits> sources =
        List.of(
            query.als(30, RowMask.ALL),
            query.twoTower(30, RowMask.ALL),
            query.itemToItem(30, RowMask.ALL));
    float[] scores = new float[5];
    for (int s = 0; s < 3; s++) {
      Hits hits = sources.get(s);
      assertThat(hits.size()).isPositive();
      for (int i = 0; i < hits.size(); i++) {
        query.scores(hits.items()[i], scores, 2);
        assertThat(scores[2 + s]).isCloseTo(hits.scores()[i], Offset.offset(1e-5f));
      }
    }
  }

  @Test
  void itemToItem_handComputed() {
    // neighbours of 4: 5, 6; of 6: 7, 8; of 8: 9, 10; 0.5 and 0.25
    Hits hits = UserQuery.of(model, history, 3).itemToItem(4, RowMask.of(30, item -> item != 7));
    assertThat(hits.items()).containsExactly(5, 9, 6, 8);
    assertThat(hits.scores()).containsExactly(0.5f, 0.5f, 0.25f, 0.25f);
  }

  @Test
  void of_nothingPositive_emptySourcesAndZeroScores() {
    UserQuery query = UserQuery.of(model, List.of(recent("i7", EventKind.DISMISS, 5)), 3);
    assertThat(query.als(5, RowMask.ALL).size()).isZero();
    assertThat(query.twoTower(5, RowMask.ALL).size()).isZero();
    assertThat(query.itemToItem(5, RowMask.ALL).size()).isZero();
    float[] scores = {9, 9, 9};
    query.scores(1, scores, 0);
    assertThat(scores).containsExactly(0, 0, 0);
    assertThat(query.twoTowerScore(new float[4])).isZero();
  }

  @Test
  void union_takesTurnsAndKeepsAllNames() {
    Hits a = new Hits(new int[] {1, 2, 3}, new float[] {3, 2, 1});
    Hits b = new Hits(new int[] {2, 9}, new float[] {8, 7});
    CandidateUnion union = new CandidateUnion().add("a", a).add("b", b);
    assertThat(union.take(10))
        .containsExactly(
            new CandidateUnion.Candidate(1, List.of("a")),
            new CandidateUnion.Candidate(2, List.of("a", "b")),
            new CandidateUnion.Candidate(9, List.of("b")),
            new CandidateUnion.Candidate(3, List.of("a")));
    assertThat(union.take(2)).hasSize(2).extracting("item").containsExactly(1, 2);
    assertThat(new ArrayList<>(new CandidateUnion().take(5))).isEmpty();
  }
}
