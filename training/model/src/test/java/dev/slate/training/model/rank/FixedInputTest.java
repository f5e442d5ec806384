package dev.slate.training.model.rank;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class FixedInputTest {
  private static final int INPUTS = 4;

  @Property(tries = 100)
  void ofTrees_scoresAsWithTheValue(@ForAll long seed) {
    Random random = new Random(seed);
    List<Tree> trees = new ArrayList<>();
    for (int t = 0; t < 5; t++) {
      trees.add(RandomTrees.tree(random, random.nextInt(30), INPUTS));
    }
    float value = random.nextInt(4) == 0 ? Float.NaN : (float) random.nextGaussian();
    FlatTrees whole = FlatTrees.of(INPUTS, 0.5f, trees);
    Ranker folded = new FixedInput(INPUTS - 1, value).of(whole);

    assertThat(folded.inputs()).isEqualTo(INPUTS - 1);
    check(whole, folded, value, random);
  }

  @Test
  void ofLinear_scoresAsWithTheValue() {
    InputScaling scaling = new InputScaling(new float[] {1, 2, 3, 4}, new float[] {1, 0.5f, 2, 4});
    FactorizationMachine whole =
        FactorizationMachine.linear(scaling, 0.25f, new float[] {1, -1, 0.5f, 2});
    check(whole, new FixedInput(3, 7).of(whole), 7, new Random(1));
  }

  private static void check(Ranker whole, Ranker folded, float value, Random random) {
    int n = 20;
    float[] with = new float[n * INPUTS];
    float[] without = new float[n * (INPUTS - 1)];
    for (int r = 0; r < n; r++) {
      for (int i = 0; i < INPUTS; i++) {
        with[r * INPUTS + i] = i == INPUTS - 1 ? value : (float) random.nextGaussian();
      }
      System.arraycopy(with, r * INPUTS, without, r * (INPUTS - 1), INPUTS - 1);
    }
    float[] expected = new float[n];
    float[] actual = new float[n];
    whole.margins(with, n, expected);
    folded.margins(without, n, actual);
    for (int r = 0; r < n; r++) {
      assertThat(actual[r]).isCloseTo(expected[r], within(1e-5f));
    }
  }

  @Test
  void of_anInputThatIsNotTheLast_isRefused() {
    FlatTrees trees = FlatTrees.of(INPUTS, 0, List.of());
    assertThatThrownBy(() -> new FixedInput(0, 1).of(trees))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("input: 0 (expected: 3");
  }
}
