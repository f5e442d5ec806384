package dev.slate.training.spark.tower;

import dev.slate.training.model.FloatMatrix;
import dev.slate.training.model.tower.ItemCategories;
import dev.slate.training.model.tower.SparseRows;
import dev.slate.training.model.tower.TwoTowerGradient;
import dev.slate.training.model.tower.TwoTowerParameters;
import dev.slate.training.model.tower.TwoTowerShape;
import java.io.Serializable;
import java.util.Arrays;

/**
 * Parameters and Adagrad sums as plain arrays, which Spark can carry: three tables (item, category,
 * history) with one Adagrad sum a row, and three dense parts with one a value.
 *
 * <p>Adagrad (Duchi et al. 2011): {@code sum += g^2; p -= rate * g / sqrt(sum)}; a table's row
 * shares the mean of its squares. Not thread-safe.
 */
final class TowerState implements Serializable {
  private static final long serialVersionUID = 1L;
  private static final float EPSILON = 1e-8f;

  private final int dim;
  private final float[][] tables;
  private final float[][] dense;
  private final float[][] tableSums;
  private final float[][] denseSums;

  private TowerState(
      int dim, float[][] tables, float[][] dense, float[][] tableSums, float[][] denseSums) {
    this.dim = dim;
    this.tables = tables;
    this.dense = dense;
    this.tableSums = tableSums;
    this.denseSums = denseSums;
  }

  /** The state before the first step; shares the arrays of the parameters. */
  static TowerState of(TwoTowerParameters p) {
    int dim = p.shape().dim();
    float[][] tables = {p.item().values(), p.category().values(), p.history().values()};
    float[][] dense = {p.itemBias(), p.userWeight().values(), p.userBias()};
    float[][] tableSums = new float[tables.length][];
    Arrays.setAll(tableSums, t -> new float[tables[t].length / dim]);
    float[][] denseSums = new float[dense.length][];
    Arrays.setAll(denseSums, t -> new float[dense[t].length]);
    return new TowerState(dim, tables, dense, tableSums, denseSums);
  }

  /** Length of the vectors. */
  int dim() {
    return dim;
  }

  TowerState copy() {
    return new TowerState(dim, copy(tables), copy(dense), copy(tableSums), copy(denseSums));
  }

  /** The parameters, sharing these arrays. */
  TwoTowerParameters parameters(TwoTowerShape shape, ItemCategories categories) {
    return new TwoTowerParameters(
        shape,
        categories,
        matrix(tables[0]),
        matrix(tables[1]),
        dense[0],
        matrix(tables[2]),
        matrix(dense[1]),
        dense[2]);
  }

  /** One step down the gradient. */
  void step(TwoTowerGradient gradient, float learningRate) {
    stepRows(0, gradient.item(), learningRate);
    stepRows(1, gradient.category(), learningRate);
    stepRows(2, gradient.history(), learningRate);
    stepDense(0, gradient.itemBias(), learningRate);
    stepDense(1, gradient.userWeight(), learningRate);
    stepDense(2, gradient.userBias(), learningRate);
  }

  private void stepRows(int table, SparseRows gradient, float learningRate) {
    float[] values = tables[table];
    float[] sums = tableSums[table];
    float[] g = gradient.values();
    for (int i = 0; i < gradient.size(); i++) {
      int row = gradient.row(i);
      float squares = 0;
      for (int d = i * dim; d < (i + 1) * dim; d++) {
        squares += g[d] * g[d];
      }
      sums[row] += squares / dim;
      float rate = learningRate / ((float) Math.sqrt(sums[row]) + EPSILON);
      for (int d = 0; d < dim; d++) {
        values[row * dim + d] -= rate * g[i * dim + d];
      }
    }
  }

  private void stepDense(int part, float[] g, float learningRate) {
    float[] values = dense[part];
    float[] sums = denseSums[part];
    for (int i = 0; i < g.length; i++) {
      sums[i] += g[i] * g[i];
      values[i] -= learningRate * g[i] / ((float) Math.sqrt(sums[i]) + EPSILON);
    }
  }

  /**
   * Averages what shards made of this state: a table's row over the shards that changed it, dense
   * parts over all; Adagrad sums grow by what every shard added. In the order of the shards.
   */
  TowerState average(TowerState[] shards) {
    TowerState result = copy();
    for (int t = 0; t < tables.length; t++) {
      for (int row = 0; row < tableSums[t].length; row++) {
        averageRow(result, t, row, shards);
      }
    }
    for (int t = 0; t < dense.length; t++) {
      for (int i = 0; i < dense[t].length; i++) {
        float change = 0;
        for (TowerState shard : shards) {
          change += shard.dense[t][i] - dense[t][i];
          result.denseSums[t][i] += shard.denseSums[t][i] - denseSums[t][i];
        }
        result.dense[t][i] += change / shards.length;
      }
    }
    return result;
  }

  private void averageRow(TowerState result, int t, int row, TowerState[] shards) {
    int changed = 0;
    for (TowerState shard : shards) {
      float added = shard.tableSums[t][row] - tableSums[t][row];
      result.tableSums[t][row] += added;
      changed += added > 0 ? 1 : 0;
    }
    if (changed > 0) {
      for (int i = row * dim; i < (row + 1) * dim; i++) {
        float change = 0;
        for (TowerState shard : shards) {
          change += shard.tables[t][i] - tables[t][i];
        }
        result.tables[t][i] += change / changed;
      }
    }
  }

  /** Clears the embeddings of items that no example has shown: their start is only noise. */
  void forgetUnseen(int[] itemCounts) {
    for (int item = 0; item < itemCounts.length; item++) {
      if (itemCounts[item] == 0) {
        Arrays.fill(tables[0], item * dim, (item + 1) * dim, 0);
        Arrays.fill(tables[2], item * dim, (item + 1) * dim, 0);
      }
    }
  }

  private FloatMatrix matrix(float[] values) {
    return new FloatMatrix(values.length / dim, dim, values);
  }

  private static float[][] copy(float[][] arrays) {
    return Arrays.stream(arrays).map(float[]::clone).toArray(float[][]::new);
  }
}
