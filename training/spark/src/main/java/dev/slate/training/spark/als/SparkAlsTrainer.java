package dev.slate.training.spark.als;

import dev.slate.data.config.SlateConfig;
import dev.slate.training.model.FloatMatrix;
import dev.slate.training.model.als.AlsModel;
import dev.slate.training.model.als.AlsObjective;
import dev.slate.training.spark.Positives;
import java.util.Iterator;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.ml.recommendation.ALS;
import org.apache.spark.ml.recommendation.ALSModel;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * Implicit-feedback ALS (Hu, Koren, Volinsky 2008) by {@code spark-mllib}.
 *
 * <p>Minimises {@link AlsObjective.Form#SPARK} times {@code alpha}:
 *
 * <table>
 *   <caption>its parameters and Slate's</caption>
 *   <tr><td>{@code rank}, {@code maxIter}</td><td>{@code rank}, {@code iterations}</td></tr>
 *   <tr><td>{@code alpha}</td><td>{@code 1 / unobserved-weight}</td></tr>
 *   <tr><td>{@code regParam}</td><td>{@code regularization * alpha}</td></tr>
 *   <tr><td>{@code rating}</td><td>{@code weight}; the confidence is {@code 1 + alpha rating}</td></tr>
 * </table>
 *
 * Its ridge counts a row's own pairs and has no part for the unobserved, so the same settings are
 * not the same model as Slate's: rows with few pairs are held back less, and the best rank is
 * lower.
 *
 * <p>Deterministic: the input is in a fixed order in one partition and the number of blocks does
 * not depend on the machine.
 */
public final class SparkAlsTrainer implements AlsTrainer {
  private static final StructType SCHEMA =
      new StructType()
          .add("user", DataTypes.IntegerType, false)
          .add("item", DataTypes.IntegerType, false)
          .add("rating", DataTypes.FloatType, false);

  private static final int BLOCKS = 4;

  private final SparkSession spark;
  private final SlateConfig.SparkAls settings;
  private final long seed;

  public SparkAlsTrainer(SparkSession spark, SlateConfig.SparkAls settings, long seed) {
    this.spark = spark;
    this.settings = settings;
    this.seed = seed;
  }

  @Override
  public AlsFit fit(Positives positives) {
    List<Row> rows =
        IntStream.range(0, positives.size())
            .mapToObj(row -> RowFactory.create(positives.user(row), positives.item(row), 1f))
            .toList();
    return fit(spark.createDataFrame(rows, SCHEMA), positives.users(), positives.items());
  }

  /**
   * @param ratings columns {@code user} and {@code item} (int, from 0) and {@code rating} (float,
   *     above 0: the confidence in units of alpha)
   */
  public AlsFit fit(Dataset<Row> ratings, int users, int items) {
    if (ratings.isEmpty()) {
      throw new IllegalArgumentException("positives: none (expected: at least one)");
    }
    ALSModel model =
        new ALS()
            .setImplicitPrefs(true)
            .setRank(settings.rank())
            .setMaxIter(settings.iterations())
            .setRegParam(settings.regParam())
            .setAlpha(settings.alpha())
            .setNumBlocks(BLOCKS)
            .setSeed(seed)
            .fit(ratings.coalesce(1).sortWithinPartitions("user", "item"));
    FloatMatrix itemFactors = matrix(model.itemFactors(), items, settings.rank());
    FloatMatrix userFactors = matrix(model.userFactors(), users, settings.rank());
    model.itemFactors().unpersist();
    model.userFactors().unpersist();
    return new AlsFit(new AlsModel(itemFactors, objective(settings)), userFactors);
  }

  private static AlsObjective objective(SlateConfig.SparkAls settings) {
    return AlsObjective.spark(1 / settings.alpha(), settings.regParam() / settings.alpha());
  }

  private static FloatMatrix matrix(Dataset<Row> factors, int rows, int rank) {
    float[] values = new float[rows * rank];
    for (Iterator<Row> it = factors.toLocalIterator(); it.hasNext(); ) {
      Row row = it.next();
      int at = row.getInt(0) * rank;
      for (Float value : row.<Float>getList(1)) {
        values[at++] = value;
      }
    }
    return new FloatMatrix(rows, rank, values);
  }
}
