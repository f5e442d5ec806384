package dev.slate.training.spark.als;

import dev.slate.training.model.FloatMatrix;
import dev.slate.training.model.Interactions;
import dev.slate.training.model.als.HalfStep;
import dev.slate.training.model.als.Observations;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.sql.Row;

/**
 * The pairs of some rows of one side, in one partition.
 *
 * @param rows which rows of the side, ascending
 * @param offsets {@code [rows + 1]} into the next two
 * @param columns rows of the other side, ascending within a row
 * @param weights of the pairs
 */
record PairBlock(int[] rows, int[] offsets, int[] columns, float[] weights)
    implements Serializable {

  /** Solutions {@code [rows.length x d]} of a block's rows. */
  record Solution(int[] rows, float[] factors) implements Serializable {}

  /** What a half step sends to every executor: both sides as they are. */
  record Task(
      ObjectiveState objective,
      int rank,
      int steps,
      float[] fixed,
      double[] gram,
      int others,
      float[] solved)
      implements Serializable {}

  /** From rows {@code (row, column, weight)}, sorted by row, then column. */
  static PairBlock of(Iterator<Row> sorted) {
    List<Integer> rows = new ArrayList<>();
    List<Integer> offsets = new ArrayList<>();
    IntStream.Builder columns = IntStream.builder();
    List<Float> weights = new ArrayList<>();
    while (sorted.hasNext()) {
      Row pair = sorted.next();
      if (rows.isEmpty() || rows.get(rows.size() - 1) != pair.getInt(0)) {
        rows.add(pair.getInt(0));
        offsets.add(weights.size());
      }
      columns.add(pair.getInt(1));
      weights.add((float) pair.getDouble(2));
    }
    offsets.add(weights.size());
    float[] weight = new float[weights.size()];
    for (int i = 0; i < weight.length; i++) {
      weight[i] = weights.get(i);
    }
    return new PairBlock(
        rows.stream().mapToInt(i -> i).toArray(),
        offsets.stream().mapToInt(i -> i).toArray(),
        columns.build().toArray(),
        weight);
  }

  /** The same rows without their pairs. */
  PairBlock shape() {
    return new PairBlock(rows, offsets, new int[0], new float[0]);
  }

  /** Solves the block's rows, each from its last solution. */
  Solution solve(Task task) {
    int d = task.rank;
    float[] solved = new float[rows.length * d];
    for (int i = 0; i < rows.length; i++) {
      System.arraycopy(task.solved, rows[i] * d, solved, i * d, d);
    }
    int fixedRows = task.fixed.length / d;
    new HalfStep(
            task.objective.objective(),
            new Observations(new Interactions(fixedRows, offsets, columns), weights),
            new FloatMatrix(fixedRows, d, task.fixed),
            task.gram,
            task.others,
            new FloatMatrix(rows.length, d, solved))
        .run(task.steps, 1);
    return new Solution(rows, solved);
  }
}
