package dev.slate.training.spark.rank;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.slate.training.model.rank.FlatTrees;
import dev.slate.training.model.rank.Tree;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Compiles XGBoost's own JSON model of two classes (objective {@code multi:softprob}, which is what
 * Tribuo always trains) to one margin.
 *
 * <p>Softmax over two margins is the sigmoid of their difference, so the trees of the wanted class
 * stay as they are, those of the other one are negated, and both classes' equal base scores cancel.
 * The JSON gives float32 in shortest form, so parsing it back loses nothing.
 */
final class BoosterCompiler {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private final int inputs;
  private final int[] inputOf;
  private final int wantedClass;

  /**
   * @param inputs values of a row
   * @param inputOf the row's position of each of the model's features
   * @param wantedClass the class whose probability is the score
   */
  BoosterCompiler(int inputs, int[] inputOf, int wantedClass) {
    this.inputs = inputs;
    this.inputOf = inputOf.clone();
    this.wantedClass = wantedClass;
  }

  /**
   * @throws IllegalArgumentException if it is not a two-class model of numeric splits
   */
  FlatTrees compile(byte[] json) {
    try {
      JsonNode learner = MAPPER.readTree(json).path("learner");
      requireTwoClasses(learner);
      JsonNode model = learner.path("gradient_booster").path("model");
      JsonNode classes = model.path("tree_info");
      List<Tree> trees = new ArrayList<>();
      for (JsonNode tree : model.path("trees")) {
        int sign = classes.get(trees.size()).asInt() == wantedClass ? 1 : -1;
        trees.add(tree(tree, sign));
      }
      return FlatTrees.of(inputs, 0, trees);
    } catch (IOException e) {
      throw new UncheckedIOException("XGBoost's model is not JSON", e);
    }
  }

  private static void requireTwoClasses(JsonNode learner) {
    String objective = learner.path("objective").path("name").asText();
    String classes = learner.path("learner_model_param").path("num_class").asText();
    if (!objective.equals("multi:softprob") || !classes.equals("2")) {
      throw new IllegalArgumentException(
          "objective: "
              + objective
              + " with "
              + classes
              + " classes (expected: multi:softprob with 2)");
    }
  }

  private Tree tree(JsonNode tree, int sign) {
    int size = tree.path("left_children").size();
    int[] feature = new int[size];
    float[] value = new float[size];
    int[] left = new int[size];
    int[] right = new int[size];
    boolean[] missingLeft = new boolean[size];
    for (int node = 0; node < size; node++) {
      left[node] = tree.path("left_children").get(node).asInt();
      right[node] = tree.path("right_children").get(node).asInt();
      // XGBoost keeps a leaf's margin where a split has its threshold.
      float number = Float.parseFloat(tree.path("split_conditions").get(node).asText());
      boolean isLeaf = left[node] < 0;
      feature[node] = isLeaf ? -1 : inputOf[tree.path("split_indices").get(node).asInt()];
      value[node] = isLeaf ? sign * number : number;
      missingLeft[node] = !isLeaf && isTrue(tree.path("default_left").get(node));
    }
    return new Tree(feature, value, left, right, missingLeft);
  }

  // A boolean in some versions of the format, 0 or 1 in others.
  private static boolean isTrue(JsonNode node) {
    return node.asBoolean() || node.asInt() == 1;
  }
}
