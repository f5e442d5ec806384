package dev.slate.training.spark.tower;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slate.training.spark.Planted;
import dev.slate.training.spark.Positives;
import java.util.BitSet;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ValidationCutTest {
  private final Positives positives = Planted.positives(300, 60, 3, 12, 1);

  @ParameterizedTest
  @EnumSource
  void held_leavesEveryHeldUserSomething(ValidationCut cut) {
    BitSet held = cut.held(positives);
    assertThat(held.cardinality()).isBetween(30, positives.size() / 5);
    int[][] left = positives.keep(row -> !held.get(row)).itemsByUser();
    List<Integer> users = held.stream().map(positives::user).distinct().boxed().toList();
    assertThat(users).allSatisfy(user -> assertThat(left[user]).isNotEmpty());
    assertThat(cut.held(positives)).isEqualTo(held);
  }

  @Test
  void last_isEachUsersLast() {
    BitSet held = ValidationCut.LAST.held(positives);
    int[][] rows = positives.rowsByUser();
    assertThat(held.stream().toArray())
        .containsExactlyInAnyOrder(
            IntStream.range(0, rows.length).map(u -> rows[u][rows[u].length - 1]).toArray());
  }

  @Test
  void newest_isWhatIsNewest() {
    BitSet held = ValidationCut.NEWEST.held(positives);
    assertThat(positives.timeMs(held.nextSetBit(0))).isGreaterThanOrEqualTo(positives.cutMs(0.9));
  }
}
