package dev.slate.bench.rank;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.slate.training.model.rank.FlatTrees;
import dev.slate.training.model.rank.Tree;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** LightGBM in a Python process of its own, and the rows and model that it wrote. */
final class LightGbmPeer implements AutoCloseable {
  private final Path directory;
  private final Process process;
  private final BufferedReader answers;
  private final PrintStream commands;

  LightGbmPeer(String python, String script, int trees, int leaves, int inputs) throws IOException {
    directory = Files.createTempDirectory("lightgbm");
    process =
        new ProcessBuilder(
                python, script, directory.toString(), "" + trees, "" + leaves, "" + inputs)
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    answers =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    commands = new PrintStream(process.getOutputStream(), true, StandardCharsets.UTF_8);
    answer();
  }

  /** Nanoseconds a row. */
  double time(int batch, int calls) throws IOException {
    commands.println("time " + batch + " " + calls);
    return Double.parseDouble(answer());
  }

  /** Its probabilities of all rows. */
  double[] scores() throws IOException {
    commands.println("scores");
    answer();
    var buffer = bytes("scores.bin").asDoubleBuffer();
    double[] scores = new double[buffer.remaining()];
    buffer.get(scores);
    return scores;
  }

  private String answer() throws IOException {
    String line = answers.readLine();
    if (line == null) {
      throw new IOException("the peer has ended; what it said is above");
    }
    return line;
  }

  float[] floats(String file) throws IOException {
    var buffer = bytes(file).asFloatBuffer();
    float[] values = new float[buffer.remaining()];
    buffer.get(values);
    return values;
  }

  private ByteBuffer bytes(String file) throws IOException {
    return ByteBuffer.wrap(Files.readAllBytes(directory.resolve(file)))
        .order(ByteOrder.LITTLE_ENDIAN);
  }

  /** Its model in our arrays. */
  FlatTrees model(int inputs) throws IOException {
    JsonNode model = new ObjectMapper().readTree(directory.resolve("model.json").toFile());
    List<Tree> trees = new ArrayList<>();
    for (JsonNode tree : model.path("tree_info")) {
      trees.add(tree(tree));
    }
    return FlatTrees.of(inputs, 0, trees);
  }

  private static Tree tree(JsonNode info) {
    int size = 2 * info.path("num_leaves").asInt() - 1;
    Tree tree =
        new Tree(new int[size], new float[size], new int[size], new int[size], new boolean[size]);
    List<JsonNode> nodes = new ArrayList<>(List.of(info.path("tree_structure")));
    for (int node = 0; node < nodes.size(); node++) {
      JsonNode from = nodes.get(node);
      if (from.has("leaf_value")) {
        tree.feature()[node] = -1;
        tree.value()[node] = (float) from.path("leaf_value").asDouble();
        continue;
      }
      tree.feature()[node] = from.path("split_feature").asInt();
      tree.value()[node] = below(from.path("threshold").asDouble());
      tree.missingLeft()[node] = from.path("default_left").asBoolean();
      tree.left()[node] = nodes.size();
      tree.right()[node] = nodes.size() + 1;
      nodes.add(from.path("left_child"));
      nodes.add(from.path("right_child"));
    }
    return tree;
  }

  /**
   * The float that a float is below where it is at most {@code threshold}; a threshold of 1e300,
   * which only parts missing values from others, becomes the largest finite one.
   */
  private static float below(double threshold) {
    float nearest = (float) threshold;
    float floor = nearest > threshold ? Math.nextDown(nearest) : nearest;
    return Math.min(Math.nextUp(floor), Float.MAX_VALUE);
  }

  @Override
  public void close() {
    process.destroy();
  }
}
