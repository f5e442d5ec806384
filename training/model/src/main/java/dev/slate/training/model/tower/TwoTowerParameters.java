package dev.slate.training.model.tower;

import dev.slate.training.model.FloatMatrix;
import java.util.SplittableRandom;

/**
 * Everything that is learned, and what is needed to read it. A trainer changes the arrays in place;
 * nobody else does.
 *
 * @param shape d, and how a history is read
 * @param categories of the items, and attributes and age, in row order
 * @param item item embeddings {@code [n x d]}
 * @param category embeddings of categories, attributes and ages {@code [c x d]}
 * @param itemBias added to every item {@code [d]}
 * @param history embeddings of items as part of a history {@code [n x d]}
 * @param userWeight from a history's mean to the user {@code [d x d]}
 * @param userBias a user without history {@code [d]}
 * @param historyQuery of {@link HistoryPooling#ATTENTION} {@code [d]}; zeros where it is not used
 */
public record TwoTowerParameters(
    TwoTowerShape shape,
    ItemCategories categories,
    FloatMatrix item,
    FloatMatrix category,
    float[] itemBias,
    FloatMatrix history,
    FloatMatrix userWeight,
    float[] userBias,
    float[] historyQuery) {
  /** Parameters without a query. */
  public TwoTowerParameters(
      TwoTowerShape shape,
      ItemCategories categories,
      FloatMatrix item,
      FloatMatrix category,
      float[] itemBias,
      FloatMatrix history,
      FloatMatrix userWeight,
      float[] userBias) {
    this(
        shape,
        categories,
        item,
        category,
        itemBias,
        history,
        userWeight,
        userBias,
        new float[shape.dim()]);
  }

  /**
   * @throws IllegalArgumentException if shapes disagree
   */
  public TwoTowerParameters {
    int n = categories.items();
    int d = shape.dim();
    requireShape("item", item, n, d);
    requireShape("category", category, categories.rows(), d);
    requireShape("itemBias", new FloatMatrix(1, itemBias.length, itemBias), 1, d);
    requireShape("history", history, n, d);
    requireShape("userWeight", userWeight, d, d);
    requireShape("userBias", new FloatMatrix(1, userBias.length, userBias), 1, d);
    requireShape("historyQuery", new FloatMatrix(1, historyQuery.length, historyQuery), 1, d);
  }

  private static void requireShape(String name, FloatMatrix matrix, int rows, int columns) {
    if (matrix.rows() != rows || matrix.columns() != columns) {
      throw new IllegalArgumentException(
          "%s: [%d x %d] (expected: [%d x %d])"
              .formatted(name, matrix.rows(), matrix.columns(), rows, columns));
    }
  }

  /**
   * A start for training: embeddings and biases normal with standard deviation 1 / sqrt(d), the
   * user's weight the identity, so that both towers begin as means of embeddings.
   */
  public static TwoTowerParameters random(
      TwoTowerShape shape, ItemCategories categories, long seed) {
    int d = shape.dim();
    SplittableRandom random = new SplittableRandom(seed);
    FloatMatrix weight = FloatMatrix.zeros(d, d);
    for (int i = 0; i < d; i++) {
      weight.values()[i * d + i] = 1;
    }
    int n = categories.items();
    return new TwoTowerParameters(
        shape,
        categories,
        normal(n, d, random),
        category(categories.vocabulary(), d, random),
        normal(1, d, random).values(),
        normal(n, d, random),
        weight,
        normal(1, d, random).values());
  }

  /** Attributes and age begin at 0: many of them say nothing, and would be noise. */
  private static FloatMatrix category(ItemVocabulary vocabulary, int d, SplittableRandom random) {
    FloatMatrix matrix = FloatMatrix.zeros(vocabulary.rows(), d);
    int first = 0;
    for (ItemField field : vocabulary.fields()) {
      if (field.kind() == ItemField.Kind.CATEGORY) {
        float[] rows = normal(field.rows(), d, random).values();
        System.arraycopy(rows, 0, matrix.values(), first * d, rows.length);
      }
      first += field.rows();
    }
    return matrix;
  }

  private static FloatMatrix normal(int rows, int columns, SplittableRandom random) {
    FloatMatrix matrix = FloatMatrix.zeros(rows, columns);
    float scale = (float) (1 / Math.sqrt(columns));
    for (int i = 0; i < matrix.values().length; i++) {
      matrix.values()[i] = (float) random.nextGaussian() * scale;
    }
    return matrix;
  }

  public int items() {
    return item.rows();
  }

  /** Whether every learned value is finite. */
  public boolean isFinite() {
    return item.isFinite()
        && category.isFinite()
        && new FloatMatrix(1, itemBias.length, itemBias).isFinite()
        && history.isFinite()
        && userWeight.isFinite()
        && new FloatMatrix(1, userBias.length, userBias).isFinite()
        && new FloatMatrix(1, historyQuery.length, historyQuery).isFinite();
  }
}
