package dev.slate.training.model.als;

import dev.slate.training.model.FloatMatrix;

/** The objective as it is written, over a dense matrix in double; solved by elimination. */
final class SlowAls {
  private final AlsObjective objective;
  private final double[][] weight;
  private final double[][] users;
  private final double[][] items;

  SlowAls(AlsObjective objective, Observations data, FloatMatrix start) {
    this.objective = objective;
    this.weight = new double[data.rows()][data.columns()];
    for (int row = 0; row < data.rows(); row++) {
      for (int at = data.start(row); at < data.start(row + 1); at++) {
        weight[row][data.pairs().items()[at]] = data.weights()[at];
      }
    }
    this.users = new double[data.rows()][start.columns()];
    this.items = dense(start);
  }

  static double[][] dense(FloatMatrix matrix) {
    double[][] out = new double[matrix.rows()][matrix.columns()];
    for (int r = 0; r < matrix.rows(); r++) {
      for (int c = 0; c < matrix.columns(); c++) {
        out[r][c] = matrix.get(r, c);
      }
    }
    return out;
  }

  void set(AlsFactors factors) {
    System.arraycopy(dense(factors.users()), 0, users, 0, users.length);
    System.arraycopy(dense(factors.items()), 0, items, 0, items.length);
  }

  void iterate() {
    solve(weight, users, items);
    solve(transpose(weight), items, users);
  }

  private static double[][] transpose(double[][] matrix) {
    double[][] out = new double[matrix[0].length][matrix.length];
    for (int r = 0; r < matrix.length; r++) {
      for (int c = 0; c < matrix[0].length; c++) {
        out[c][r] = matrix[r][c];
      }
    }
    return out;
  }

  private static int count(double[] weights) {
    int count = 0;
    for (double weight : weights) {
      count += weight > 0 ? 1 : 0;
    }
    return count;
  }

  private static int active(double[][] weights) {
    int active = 0;
    for (double[] row : weights) {
      active += count(row) > 0 ? 1 : 0;
    }
    return active;
  }

  private void solve(double[][] w, double[][] solved, double[][] fixed) {
    int d = fixed[0].length;
    double a0 = objective.unobservedWeight();
    int others = active(transpose(w));
    for (int row = 0; row < w.length; row++) {
      if (count(w[row]) == 0) {
        continue;
      }
      double[][] a = new double[d][d + 1];
      for (int j = 0; j < fixed.length; j++) {
        for (int p = 0; p < d; p++) {
          for (int q = 0; q < d; q++) {
            a[p][q] += (a0 + w[row][j]) * fixed[j][p] * fixed[j][q];
          }
          a[p][d] += w[row][j] == 0 ? 0 : objective.target(w[row][j]) * fixed[j][p];
        }
      }
      for (int p = 0; p < d; p++) {
        a[p][p] += objective.ridge(count(w[row]), others);
      }
      solved[row] = eliminate(a);
    }
  }

  static double[] eliminate(double[][] a) {
    int d = a.length;
    for (int p = 0; p < d; p++) {
      int best = p;
      for (int row = p + 1; row < d; row++) {
        best = Math.abs(a[row][p]) > Math.abs(a[best][p]) ? row : best;
      }
      double[] swap = a[p];
      a[p] = a[best];
      a[best] = swap;
      for (int row = 0; row < d; row++) {
        double factor = row == p ? 0 : a[row][p] / a[p][p];
        for (int column = p; factor != 0 && column <= d; column++) {
          a[row][column] -= factor * a[p][column];
        }
      }
    }
    double[] x = new double[d];
    for (int i = 0; i < d; i++) {
      x[i] = a[i][d] / a[i][i];
    }
    return x;
  }

  double loss() {
    double sum = penalty(weight, users) + penalty(transpose(weight), items);
    double a0 = objective.unobservedWeight();
    for (int u = 0; u < users.length; u++) {
      for (int i = 0; i < items.length; i++) {
        double x = 0;
        for (int f = 0; f < users[u].length; f++) {
          x += users[u][f] * items[i][f];
        }
        double w = weight[u][i];
        if (objective.form() == AlsObjective.Form.SPARK) {
          sum += w > 0 ? (w + a0) * (1 - x) * (1 - x) : a0 * x * x;
        } else {
          sum += w * (1 - x) * (1 - x) + a0 * x * x;
        }
      }
    }
    return sum;
  }

  private double penalty(double[][] w, double[][] factors) {
    int others = active(transpose(w));
    double sum = 0;
    for (int row = 0; row < w.length; row++) {
      for (double value : factors[row]) {
        sum += count(w[row]) == 0 ? 0 : objective.ridge(count(w[row]), others) * value * value;
      }
    }
    return sum;
  }

  /** Largest change of the loss per change of one user's or item's factor, by differences. */
  double steepestSlope() {
    double steepest = 0;
    double step = 1e-4;
    for (double[][] side : new double[][][] {users, items}) {
      for (double[] row : side) {
        for (int i = 0; i < row.length; i++) {
          double value = row[i];
          row[i] = value + step;
          double up = loss();
          row[i] = value - step;
          double down = loss();
          row[i] = value;
          steepest = Math.max(steepest, Math.abs(up - down) / (2 * step));
        }
      }
    }
    return steepest;
  }
}
