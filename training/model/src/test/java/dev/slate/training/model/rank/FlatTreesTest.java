package dev.slate.training.model.rank;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slate.training.model.FormatException;
import dev.slate.training.model.kernel.Kernels;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class FlatTreesTest {
  private static final int INPUTS = 5;
  private static final float[] ODD = {
    Float.NaN,
    -0f,
    0,
    1,
    -1.5f,
    Float.MIN_VALUE,
    2,
    -3,
    Float.POSITIVE_INFINITY,
    Float.NEGATIVE_INFINITY,
    -Float.MIN_VALUE,
    Float.intBitsToFloat(0xffc00001)
  };

  /**
   * Root on feature 0 below 1.5, missing right; its left child a split on feature 1, missing left.
   */
  private static final Tree TREE =
      new Tree(
          new int[] {0, -1, 1, -1, -1},
          new float[] {1.5f, 0.25f, -2, 0.5f, -0.75f},
          new int[] {2, 0, 3, 0, 0},
          new int[] {1, 0, 4, 0, 0},
          new boolean[] {false, false, true, false, false});

  @Test
  void margins_handComputed() {
    FlatTrees trees = FlatTrees.of(2, 0.125f, List.of(TREE));
    float nan = Float.NaN;
    float[] rows = {1.5f, 0, 1.4f, -2, 1.4f, -2.5f, nan, 0, 0, nan};
    float[] out = new float[5];
    trees.margins(rows, 5, out);
    assertThat(out).containsExactly(0.375f, -0.625f, 0.625f, 0.375f, 0.625f);
    trees.score(rows, 5, out);
    assertThat(out[0]).isEqualTo((float) (1 / (1 + Math.exp(-0.375f))));
  }

  @Property(tries = 100)
  void margins_anyTrees_equalWalkingThem(@ForAll long seed) {
    Random random = new Random(seed);
    List<Tree> trees = new ArrayList<>();
    for (int t = 0; t < 7; t++) {
      trees.add(RandomTrees.tree(random, random.nextInt(t == 0 ? 200 : 40), INPUTS));
    }
    int n = 1 + random.nextInt(150);
    float[] rows = new float[n * INPUTS];
    for (int i = 0; i < rows.length; i++) {
      rows[i] = ODD[random.nextInt(ODD.length)];
    }
    float[] out = new float[n];
    FlatTrees flat = FlatTrees.of(INPUTS, 0.5f, trees);
    flat.margins(rows, n, out);
    Ranker read = RankerJson.read(RankerJson.write(flat));
    float[] readOut = new float[n];
    read.margins(rows, n, readOut);
    float[] walkedOut = new float[n];
    flat.walked().margins(rows, n, walkedOut);
    for (int r = 0; r < n; r++) {
      float sum = 0.5f;
      for (Tree tree : trees) {
        sum += walk(tree, rows, r * INPUTS);
      }
      assertThat(out[r]).isEqualTo(sum).isEqualTo(readOut[r]).isEqualTo(walkedOut[r]);
    }
  }

  @Test
  void of_treesTooLargeForBits_walksThem() {
    Random random = new Random(5);
    FlatTrees small = FlatTrees.of(INPUTS, 0, List.of(RandomTrees.tree(random, 30, INPUTS)));
    FlatTrees large = FlatTrees.of(INPUTS, 0, List.of(RandomTrees.tree(random, 5_000, INPUTS)));
    boolean hasVectors = Kernels.best() != Kernels.scalar();
    assertThat(small.isByBits()).isEqualTo(hasVectors);
    assertThat(large.isByBits()).isFalse();
  }

  private static float walk(Tree tree, float[] rows, int row) {
    int node = 0;
    while (tree.feature()[node] >= 0) {
      float x = rows[row + tree.feature()[node]];
      boolean goesLeft = Float.isNaN(x) ? tree.missingLeft()[node] : x < tree.value()[node];
      node = goesLeft ? tree.left()[node] : tree.right()[node];
    }
    return tree.value()[node];
  }

  @Test
  void of_noTree_namesTreeAndNode() {
    refused(new int[] {0, -1, -1}, new int[] {1, 0, 0}, new int[] {9, 0, 0}, "node 0: child 9");
    refused(new int[] {0, -1, -1}, new int[] {1, 0, 0}, new int[] {1, 0, 0}, "has two parents");
    refused(new int[] {0, 0, -1}, new int[] {1, 1, 0}, new int[] {2, 2, 0}, "has two parents");
    refused(
        new int[] {-1, 0, -1}, new int[] {0, 1, 0}, new int[] {0, 2, 0}, "nodes are not reached");
    refused(new int[] {5, -1, -1}, new int[] {1, 0, 0}, new int[] {2, 0, 0}, "feature 5");
  }

  private static void refused(int[] feature, int[] left, int[] right, String reason) {
    Tree tree = new Tree(feature, new float[3], left, right, new boolean[3]);
    assertThatThrownBy(() -> FlatTrees.of(INPUTS, 0, List.of(tree)))
        .isInstanceOf(FormatException.class)
        .hasMessageContaining("tree 0")
        .hasMessageContaining(reason);
  }

  @Test
  void read_notARanker_isRefused() {
    byte[] good = RankerJson.write(FlatTrees.of(2, 0, List.of(TREE)));
    String text = new String(good, java.nio.charset.StandardCharsets.UTF_8);
    for (String bad :
        List.of(
            "",
            "{}",
            "[]",
            "null",
            text.replace("\"formatVersion\":2", "\"formatVersion\":3"),
            text.replace("0.25", "\"NaN\""),
            text.replace("\"inputs\":2", "\"inputs\":0"))) {
      assertThatThrownBy(
              () -> RankerJson.read(bad.getBytes(java.nio.charset.StandardCharsets.UTF_8)))
          .as(bad)
          .isInstanceOf(FormatException.class);
    }
  }
}
