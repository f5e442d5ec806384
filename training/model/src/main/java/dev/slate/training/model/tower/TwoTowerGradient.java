package dev.slate.training.model.tower;

/**
 * The gradient of one batch's loss by each parameter, made once and refilled by {@link
 * TwoTowerStep}. Single-threaded.
 */
public final class TwoTowerGradient {
  private final SparseRows item;
  private final SparseRows history;
  private final SparseRows category;
  private final float[] itemBias;
  private final float[] userWeight;
  private final float[] userBias;
  private final float[] historyQuery;

  /** A gradient that fits parameters of this size. */
  public TwoTowerGradient(TwoTowerParameters parameters) {
    int d = parameters.shape().dim();
    item = new SparseRows(parameters.items(), d);
    history = new SparseRows(parameters.items(), d);
    category = new SparseRows(parameters.category().rows(), d);
    itemBias = new float[d];
    userWeight = new float[d * d];
    userBias = new float[d];
    historyQuery = new float[d];
  }

  /** Of {@link TwoTowerParameters#item}. */
  public SparseRows item() {
    return item;
  }

  /** Of {@link TwoTowerParameters#history}. */
  public SparseRows history() {
    return history;
  }

  /** Of {@link TwoTowerParameters#category}. */
  public SparseRows category() {
    return category;
  }

  /** {@code [d]}. */
  public float[] itemBias() {
    return itemBias;
  }

  /** {@code [d x d]}. */
  public float[] userWeight() {
    return userWeight;
  }

  /** {@code [d]}. */
  public float[] userBias() {
    return userBias;
  }

  /** {@code [d]}; zeros where histories are not pooled by attention. */
  public float[] historyQuery() {
    return historyQuery;
  }
}
