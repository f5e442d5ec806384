package dev.slate.serving.rerank;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slate.data.config.SurfaceSettings;
import dev.slate.data.config.SurfaceSettings.Mix;
import dev.slate.data.config.SurfaceSettings.Order;
import dev.slate.data.config.SurfaceSettings.Share;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class MixRerankerTest {

  /** Sources a: a0 a1 ..., b: b0 b1 ..., c: c0; x was found by a and by b. */
  private static Shelf shelf() {
    return new Shelf()
        .candidate("b0 - -", 9, "b:0")
        .candidate("b1 - -", 8, "b:1")
        .candidate("b2 - -", 7, "b:3")
        .candidate("x - -", 6, "b:2 a:1")
        .candidate("c0 - -", 5, "c:0")
        .candidate("a0 - -", 4, "a:0")
        .candidate("a1 - -", 3, "a:2")
        .candidate("a2 - -", 2, "a:3")
        .candidate("p - -", 1, "popular:0");
  }

  private static SurfaceSettings mix(Order order, Share... shares) {
    return new SurfaceSettings(Map.of(), new Mix(order, List.of(shares)), List.of());
  }

  private static Share share(String source, int weight) {
    return new Share(source, weight);
  }

  @Test
  void fair_sourcesTakeTurns_untilEachIsEmpty() {
    assertThat(
            shelf().on(mix(Order.FAIR, share("a", 1), share("b", 1), share("c", 1))).ids(9, "mmr"))
        .containsExactly("a0", "b0", "c0", "x", "b1", "a1", "b2", "a2", "p");
  }

  @Test
  void snake_turnsBackEachRound() {
    assertThat(
            shelf().on(mix(Order.SNAKE, share("a", 1), share("b", 1), share("c", 1))).ids(9, "mmr"))
        .containsExactly("a0", "b0", "c0", "b1", "x", "a1", "b2", "a2", "p");
  }

  @Test
  void weighted_threeToOne_isEvenlySpread() {
    assertThat(shelf().on(mix(Order.WEIGHTED, share("b", 3), share("a", 1))).ids(8))
        .containsExactly("b0", "b1", "a0", "x", "b2", "a1", "a2", "c0");
  }

  @Test
  void mix_turnedOff_ranksByScore() {
    assertThat(
            shelf()
                .on(mix(Order.FAIR, share("a", 1)))
                .with("rerank.mix.on", false)
                .ids(3, "creator-cap"))
        .containsExactly("b0", "b1", "b2");
  }

  @Property(tries = 100)
  void weighted_anyWeights_everyPrefixHasItsQuotas(
      @ForAll @Size(min = 1, max = 5) List<@IntRange(min = 1, max = 9) Integer> weights) {
    List<Share> shares = weights.stream().map(w -> share("s", w)).toList();
    Turns turns = new Turns(new Mix(Order.WEIGHTED, shares));
    double total = weights.stream().mapToInt(w -> w).sum();
    int[] had = new int[weights.size()];
    for (int turn = 1; turn <= 200; turn++) {
      int source = turns.next();
      turns.took(source);
      had[source]++;
      for (int i = 0; i < had.length; i++) {
        assertThat(Math.abs(had[i] - turn * weights.get(i) / total)).isLessThan(1.5);
      }
    }
    for (int i = 0; i < had.length; i++) {
      assertThat(Math.abs(had[i] - 200 * weights.get(i) / total)).isLessThan(1.5);
    }
  }
}
