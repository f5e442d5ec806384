package dev.slate.training.model.sequence;

import dev.slate.training.model.FloatMatrix;
import dev.slate.training.model.tower.ItemCategories;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.function.IntPredicate;

/**
 * Everything that an encoder learns; also the shape of its gradient and of an optimiser's moments.
 * A trainer changes the arrays in place; nobody else does.
 */
public final class SequenceParameters {
  /** Small, so that training begins near the uniform distribution over items. */
  private static final double TABLE_DEVIATION = 0.02;

  private final SequenceShape shape;
  private final ItemCategories categories;
  private final FloatMatrix item;
  private final FloatMatrix category;
  private final FloatMatrix position;
  private final List<Block> blocks = new ArrayList<>();
  private final FloatMatrix normGain;
  private final FloatMatrix normBias;
  private final Map<String, FloatMatrix> tensors = new LinkedHashMap<>();

  /**
   * @param source gives {@code item [n x d]}, {@code category [c x d]}, {@code position [T x d]},
   *     the parts of each block, {@code norm_gain} and {@code norm_bias [1 x d]}
   */
  public SequenceParameters(SequenceShape shape, ItemCategories categories, Tensors source) {
    this.shape = shape;
    this.categories = categories;
    int d = shape.dim();
    item = source.get("item", categories.items(), d);
    category = source.get("category", categories.rows(), d);
    position = source.get("position", shape.length(), d);
    tensors.put("item", item);
    tensors.put("category", category);
    tensors.put("position", position);
    for (int b = 0; b < shape.blocks(); b++) {
      String prefix = "block_" + b + "_";
      Block block = Block.of(prefix, shape, source);
      block.forEach(prefix, tensors::put);
      blocks.add(block);
    }
    normGain = source.get("norm_gain", 1, d);
    normBias = source.get("norm_bias", 1, d);
    tensors.put("norm_gain", normGain);
    tensors.put("norm_bias", normBias);
  }

  /** Zeros of the same shape. */
  public SequenceParameters zeros() {
    return new SequenceParameters(shape, categories, Tensors.zeros());
  }

  public SequenceParameters copy() {
    return new SequenceParameters(
        shape,
        categories,
        (name, rows, columns) -> new FloatMatrix(rows, columns, tensor(name).values().clone()));
  }

  /**
   * A start for training: tables normal, weights uniform as of Glorot and Bengio (2010), gains 1,
   * biases 0.
   */
  public static SequenceParameters random(
      SequenceShape shape, ItemCategories categories, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    return new SequenceParameters(
        shape,
        categories,
        (name, rows, columns) -> {
          FloatMatrix matrix = FloatMatrix.zeros(rows, columns);
          float[] values = matrix.values();
          double bound = Math.sqrt(6.0 / (rows + columns));
          for (int i = 0; i < values.length; i++) {
            if (name.endsWith("gain")) {
              values[i] = 1;
            } else if (name.equals("item") || name.equals("category") || name.equals("position")) {
              values[i] = (float) (TABLE_DEVIATION * random.nextGaussian());
            } else if (!name.endsWith("bias")) {
              values[i] = (float) (bound * (2 * random.nextDouble() - 1));
            }
          }
          return matrix;
        });
  }

  /** Sets every value to 0. */
  void clear() {
    tensors.values().forEach(matrix -> Arrays.fill(matrix.values(), 0));
  }

  /** Adds another one of the same shape, value by value. */
  void add(SequenceParameters other) {
    tensors.forEach(
        (name, matrix) -> {
          float[] sum = matrix.values();
          float[] more = other.tensor(name).values();
          for (int i = 0; i < sum.length; i++) {
            sum[i] += more[i];
          }
        });
  }

  /** Leaves of some items only their categories. */
  void forgetItems(IntPredicate items) {
    int d = shape.dim();
    for (int i = 0; i < item.rows(); i++) {
      if (items.test(i)) {
        Arrays.fill(item.values(), i * d, (i + 1) * d, 0);
      }
    }
  }

  /** By name, in a fixed order; the values are shared. */
  public Map<String, FloatMatrix> tensors() {
    return tensors;
  }

  /** The matrix of a name of {@link #tensors}. */
  FloatMatrix tensor(String name) {
    return Objects.requireNonNull(tensors.get(name), name);
  }

  /** Whether every value is finite. */
  public boolean isFinite() {
    return tensors.values().stream().allMatch(FloatMatrix::isFinite);
  }

  public SequenceShape shape() {
    return shape;
  }

  public ItemCategories categories() {
    return categories;
  }

  /** How much an item differs from the mean of its categories {@code [n x d]}. */
  FloatMatrix item() {
    return item;
  }

  /** {@code [c x d]}. */
  FloatMatrix category() {
    return category;
  }

  /** Row T - 1 is the newest interaction {@code [T x d]}. */
  FloatMatrix position() {
    return position;
  }

  List<Block> blocks() {
    return blocks;
  }

  /** Of the last normalisation {@code [1 x d]}. */
  FloatMatrix normGain() {
    return normGain;
  }

  /** Of the last normalisation {@code [1 x d]}. */
  FloatMatrix normBias() {
    return normBias;
  }
}
