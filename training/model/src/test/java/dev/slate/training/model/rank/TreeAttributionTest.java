package dev.slate.training.model.rank;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

/** Against Shapley's definition over all subsets of the inputs. */
class TreeAttributionTest {
  private static final int INPUTS = 4;
  private static final int ROWS = 12;

  @Property(tries = 60)
  void contributions_anyTrees_areShapleyValuesAndSumToTheMargin(@ForAll long seed) {
    Random random = new Random(seed);
    List<Tree> trees = List.of(tree(random), tree(random), tree(random));
    float[] rows = rows(random);
    TreeAttribution attribution = TreeAttribution.of(INPUTS, 0.25f, trees, rows, ROWS - 1);
    float[] margins = new float[ROWS];
    FlatTrees.of(INPUTS, 0.25f, trees).margins(rows, ROWS, margins);

    // The last row is none of the background.
    for (int row : new int[] {0, 1, ROWS - 1}) {
      double[] actual = attribution.contributions(rows, row);
      double[] expected = new double[INPUTS];
      for (Tree tree : trees) {
        addShapley(tree, rows, row, expected);
      }
      assertThat(actual).containsExactly(expected, within(1e-9));
      assertThat(attribution.expected() + Arrays.stream(actual).sum())
          .isCloseTo(margins[row], within(1e-5));
    }
  }

  @Test
  void contributions_inputThatIsTheSameForAll_isZero() {
    Random random = new Random(5);
    List<Tree> trees = List.of(tree(random), tree(random), tree(random), tree(random));
    float[] rows = rows(random);
    for (int row = 0; row < ROWS; row++) {
      rows[row * INPUTS + 2] = 0.3f;
    }
    TreeAttribution attribution = TreeAttribution.of(INPUTS, 0, trees, rows, ROWS);
    for (int row = 0; row < ROWS; row++) {
      assertThat(attribution.contributions(rows, row)[2]).isCloseTo(0, within(1e-12));
    }
  }

  /** Shapley's sum: over all subsets, what an input adds, weighted by the subset's size. */
  private static void addShapley(Tree tree, float[] rows, int row, double[] out) {
    double[] factorial = {1, 1, 2, 6, 24};
    int[] cover = cover(tree, rows);
    for (int input = 0; input < INPUTS; input++) {
      for (int known = 0; known < 1 << INPUTS; known++) {
        if ((known >> input & 1) == 0) {
          int size = Integer.bitCount(known);
          double weight = factorial[size] * factorial[INPUTS - size - 1] / factorial[INPUTS];
          out[input] +=
              weight
                  * (expectation(tree, cover, 0, rows, row, known | 1 << input)
                      - expectation(tree, cover, 0, rows, row, known));
        }
      }
    }
  }

  private static double expectation(
      Tree tree, int[] cover, int node, float[] rows, int row, int known) {
    int feature = tree.feature()[node];
    if (feature < 0) {
      return tree.value()[node];
    }
    int own = child(tree, node, rows, row);
    if ((known >> feature & 1) == 1 || cover[node] == 0) {
      return expectation(tree, cover, own, rows, row, known);
    }
    int left = tree.left()[node];
    int right = tree.right()[node];
    return (cover[left] * expectation(tree, cover, left, rows, row, known)
            + cover[right] * expectation(tree, cover, right, rows, row, known))
        / cover[node];
  }

  private static int[] cover(Tree tree, float[] rows) {
    int[] cover = new int[tree.feature().length];
    for (int row = 0; row < ROWS - 1; row++) {
      int node = 0;
      cover[0]++;
      while (tree.feature()[node] >= 0) {
        node = child(tree, node, rows, row);
        cover[node]++;
      }
    }
    return cover;
  }

  private static int child(Tree tree, int node, float[] rows, int row) {
    float value = rows[row * INPUTS + tree.feature()[node]];
    boolean left = Float.isNaN(value) ? tree.missingLeft()[node] : value < tree.value()[node];
    return left ? tree.left()[node] : tree.right()[node];
  }

  private static float[] rows(Random random) {
    float[] rows = new float[ROWS * INPUTS];
    for (int i = 0; i < rows.length; i++) {
      rows[i] = random.nextInt(6) == 0 ? Float.NaN : random.nextFloat();
    }
    return rows;
  }

  /** Grows by splitting random leaves; an input may be split on twice along a path. */
  private static Tree tree(Random random) {
    List<int[]> nodes = new ArrayList<>();
    nodes.add(new int[] {-1, 0, 0});
    for (int splits = random.nextInt(12); splits > 0; splits--) {
      int node = random.nextInt(nodes.size());
      if (nodes.get(node)[0] < 0) {
        nodes.set(node, new int[] {random.nextInt(INPUTS), nodes.size(), nodes.size() + 1});
        nodes.add(new int[] {-1, 0, 0});
        nodes.add(new int[] {-1, 0, 0});
      }
    }
    float[] values = new float[nodes.size()];
    boolean[] missingLeft = new boolean[nodes.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = nodes.get(i)[0] < 0 ? random.nextFloat() - 0.5f : random.nextFloat();
      missingLeft[i] = random.nextBoolean();
    }
    return new Tree(
        nodes.stream().mapToInt(n -> n[0]).toArray(),
        values,
        nodes.stream().mapToInt(n -> n[1]).toArray(),
        nodes.stream().mapToInt(n -> n[2]).toArray(),
        missingLeft);
  }
}
