package dev.slate.training.spark.als;

import dev.slate.training.model.FloatMatrix;
import dev.slate.training.model.als.AlsObjective;
import dev.slate.training.model.als.AlsSettings;
import dev.slate.training.model.als.AlsSide;
import java.util.List;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.apache.spark.storage.StorageLevel;

/**
 * One side's rows in Spark partitions, where they stay. A half step sends both factor matrices to
 * every executor and collects the solutions, so the driver and each executor must hold {@code
 * (users + items) d} floats, but no machine holds all pairs. A row is solved from its own pairs in
 * order: any number of partitions gives the same bits.
 */
final class SparkSide implements AlsSide, AutoCloseable {
  private final JavaSparkContext spark;
  private final AlsObjective objective;
  private final AlsSettings settings;
  private final JavaRDD<PairBlock> blocks;
  private final int[] counts;

  /**
   * @param pairs distinct pairs with weights
   * @param row the column of this side's rows (int), {@code column} that of the other side's
   * @param size rows of this side
   */
  SparkSide(
      AlsObjective objective,
      AlsSettings settings,
      Dataset<Row> pairs,
      String row,
      String column,
      int size,
      int partitions) {
    this.spark = JavaSparkContext.fromSparkContext(pairs.sparkSession().sparkContext());
    this.objective = objective;
    this.settings = settings;
    this.blocks =
        pairs
            .select(row, column, "weight")
            .repartition(partitions, functions.col(row))
            .sortWithinPartitions(row, column)
            .toJavaRDD()
            .mapPartitions(rows -> List.of(PairBlock.of(rows)).iterator())
            .persist(StorageLevel.MEMORY_AND_DISK());
    this.counts = new int[size];
    for (PairBlock block : blocks.map(PairBlock::shape).collect()) {
      for (int i = 0; i < block.rows().length; i++) {
        counts[block.rows()[i]] = block.offsets()[i + 1] - block.offsets()[i];
      }
    }
  }

  @Override
  public int[] counts() {
    return counts;
  }

  @Override
  public void solve(FloatMatrix fixed, double[] gram, int others, FloatMatrix solved) {
    int d = settings.rank();
    Broadcast<PairBlock.Task> task =
        spark.broadcast(
            new PairBlock.Task(
                ObjectiveState.of(objective),
                d,
                settings.steps(),
                fixed.values(),
                gram,
                others,
                solved.values()));
    try {
      for (PairBlock.Solution part : blocks.map(block -> block.solve(task.value())).collect()) {
        for (int i = 0; i < part.rows().length; i++) {
          System.arraycopy(part.factors(), i * d, solved.values(), part.rows()[i] * d, d);
        }
      }
    } finally {
      task.destroy();
    }
  }

  @Override
  public void close() {
    blocks.unpersist();
  }
}
