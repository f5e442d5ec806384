package dev.slate.training.model.tower;

import dev.slate.training.model.FloatMatrix;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Parameters and what the optimizer keeps of them as plain arrays, which can be carried, averaged
 * and written: three tables (item, category, history) and four dense parts. Not thread-safe.
 */
public final class TowerState implements Serializable {
  private static final long serialVersionUID = 1L;
  private static final int ROWS_PER_TASK = 256;

  /** Of {@link #arrays}: tables, dense parts, then the optimizer's numbers of both. */
  public static final List<String> NAMES =
      List.of(
          "item",
          "category",
          "history",
          "item_bias",
          "user_weight",
          "user_bias",
          "history_query",
          "item_slots",
          "category_slots",
          "history_slots",
          "item_bias_slots",
          "user_weight_slots",
          "user_bias_slots",
          "history_query_slots");

  private static final int TABLES = 3;
  private static final int DENSE = 4;

  private final Optimizer optimizer;
  private final int dim;
  private final float[][] tables;
  private final float[][] dense;
  private final float[][] tableSlots;
  private final float[][] denseSlots;
  private int steps;

  private TowerState(Optimizer optimizer, int dim, int steps, float[][] arrays) {
    this.optimizer = optimizer;
    this.dim = dim;
    this.steps = steps;
    tables = Arrays.copyOfRange(arrays, 0, TABLES);
    dense = Arrays.copyOfRange(arrays, TABLES, TABLES + DENSE);
    tableSlots = Arrays.copyOfRange(arrays, TABLES + DENSE, 2 * TABLES + DENSE);
    denseSlots = Arrays.copyOfRange(arrays, 2 * TABLES + DENSE, 2 * (TABLES + DENSE));
  }

  /** The state before the first step; shares the arrays of the parameters. */
  public static TowerState of(TwoTowerParameters p, Optimizer optimizer) {
    int d = p.shape().dim();
    float[][] arrays = new float[NAMES.size()][];
    arrays[0] = p.item().values();
    arrays[1] = p.category().values();
    arrays[2] = p.history().values();
    arrays[3] = p.itemBias();
    arrays[4] = p.userWeight().values();
    arrays[5] = p.userBias();
    arrays[6] = p.historyQuery();
    for (int a = 0; a < TABLES + DENSE; a++) {
      int slots =
          a < TABLES
              ? Math.multiplyExact(arrays[a].length / d, optimizer.slots(d))
              : optimizer.denseSlots(arrays[a].length);
      arrays[TABLES + DENSE + a] = new float[slots];
    }
    return new TowerState(optimizer, d, 0, arrays);
  }

  /**
   * A state that was written.
   *
   * @param steps that it has taken
   * @param arrays as {@link #arrays} gave them
   */
  public static TowerState of(Optimizer optimizer, int dim, int steps, List<float[]> arrays) {
    return new TowerState(optimizer, dim, steps, arrays.toArray(float[][]::new));
  }

  /** Everything it holds, in the order of {@link #NAMES}; not copied. */
  public List<float[]> arrays() {
    List<float[]> all = new ArrayList<>();
    for (float[][] group : List.of(tables, dense, tableSlots, denseSlots)) {
      all.addAll(Arrays.asList(group));
    }
    return all;
  }

  /** Length of the vectors. */
  public int dim() {
    return dim;
  }

  /** Steps taken; where shards were averaged, those of one shard. */
  public int steps() {
    return steps;
  }

  public TowerState copy() {
    float[][] arrays = arrays().stream().map(float[]::clone).toArray(float[][]::new);
    return new TowerState(optimizer, dim, steps, arrays);
  }

  /** The parameters, sharing these arrays. */
  public TwoTowerParameters parameters(TwoTowerShape shape, ItemCategories categories) {
    return new TwoTowerParameters(
        shape,
        categories,
        matrix(tables[0]),
        matrix(tables[1]),
        dense[0],
        matrix(tables[2]),
        matrix(dense[1]),
        dense[2],
        dense[3]);
  }

  /** One step down the gradient, on all threads of the caller's fork-join pool. */
  public void step(TwoTowerGradient gradient, float learningRate) {
    float stepSize = optimizer.stepSize(learningRate, ++steps);
    stepRows(0, gradient.item(), stepSize);
    stepRows(1, gradient.category(), stepSize);
    stepRows(2, gradient.history(), stepSize);
    optimizer.dense(dense[0], gradient.itemBias(), denseSlots[0], stepSize);
    optimizer.dense(dense[1], gradient.userWeight(), denseSlots[1], stepSize);
    optimizer.dense(dense[2], gradient.userBias(), denseSlots[2], stepSize);
    optimizer.dense(dense[3], gradient.historyQuery(), denseSlots[3], stepSize);
  }

  private void stepRows(int table, SparseRows gradient, float stepSize) {
    int slots = optimizer.slots(dim);
    Tasks.each(
        Tasks.parts(gradient.size(), ROWS_PER_TASK),
        part -> {
          int end = Math.min(gradient.size(), (part + 1) * ROWS_PER_TASK);
          for (int i = part * ROWS_PER_TASK; i < end; i++) {
            int row = gradient.row(i);
            optimizer.row(
                tables[table],
                row * dim,
                gradient.values(),
                i * dim,
                dim,
                tableSlots[table],
                row * slots,
                stepSize);
          }
        });
  }

  /**
   * The synchronisation rule of data-parallel training: averages what shards made of this state, a
   * table's row over the shards that changed it, dense parts over all. Adagrad's sums grow by what
   * every shard added; Adam's moments are averaged as the values are. In the order of the shards,
   * so the result does not depend on which came first.
   */
  public TowerState average(TowerState[] shards) {
    TowerState result = copy();
    result.steps = shards[0].steps;
    for (int t = 0; t < TABLES; t++) {
      int table = t;
      int rows = tables[t].length / dim;
      Tasks.each(
          Tasks.parts(rows, ROWS_PER_TASK),
          part -> {
            int end = Math.min(rows, (part + 1) * ROWS_PER_TASK);
            for (int row = part * ROWS_PER_TASK; row < end; row++) {
              averageRow(result, table, row, shards);
            }
          });
    }
    float slotShare = optimizer == Optimizer.ADAGRAD ? 1 : 1f / shards.length;
    for (int t = 0; t < DENSE; t++) {
      int part = t;
      addChanges(
          result.dense[t], 0, dense[t].length, shards, s -> s.dense[part], 1f / shards.length);
      addChanges(
          result.denseSlots[t],
          0,
          denseSlots[t].length,
          shards,
          s -> s.denseSlots[part],
          slotShare);
    }
    return result;
  }

  private void averageRow(TowerState result, int t, int row, TowerState[] shards) {
    int from = row * dim;
    int changed = 0;
    for (TowerState shard : shards) {
      boolean same = Arrays.equals(tables[t], from, from + dim, shard.tables[t], from, from + dim);
      changed += same ? 0 : 1;
    }
    if (changed > 0) {
      int slots = optimizer.slots(dim);
      float share = 1f / changed;
      addChanges(result.tables[t], from, from + dim, shards, s -> s.tables[t], share);
      addChanges(
          result.tableSlots[t],
          row * slots,
          (row + 1) * slots,
          shards,
          s -> s.tableSlots[t],
          optimizer == Optimizer.ADAGRAD ? 1 : share);
    }
  }

  private interface Part {
    float[] of(TowerState state);
  }

  /** {@code result += share * sum over shards of (shard - this)}; the result begins as this. */
  private void addChanges(
      float[] result, int from, int to, TowerState[] shards, Part part, float share) {
    float[] base = part.of(this);
    for (int i = from; i < to; i++) {
      float change = 0;
      for (TowerState shard : shards) {
        change += part.of(shard)[i] - base[i];
      }
      result[i] += change * share;
    }
  }

  /**
   * Clears the embeddings of items that no example has shown, and of categories that only such
   * items have: their start is only noise.
   */
  public void forgetUnseen(int[] itemCounts, ItemCategories categories) {
    boolean[] shown = new boolean[categories.rows()];
    for (int item = 0; item < itemCounts.length; item++) {
      if (itemCounts[item] == 0) {
        Arrays.fill(tables[0], item * dim, (item + 1) * dim, 0);
        Arrays.fill(tables[2], item * dim, (item + 1) * dim, 0);
      } else {
        for (int p = categories.offsets()[item]; p < categories.offsets()[item + 1]; p++) {
          shown[categories.values()[p]] = true;
        }
      }
    }
    for (int row = 0; row < shown.length; row++) {
      if (!shown[row]) {
        Arrays.fill(tables[1], row * dim, (row + 1) * dim, 0);
      }
    }
  }

  private FloatMatrix matrix(float[] values) {
    return new FloatMatrix(values.length / dim, dim, values);
  }
}
