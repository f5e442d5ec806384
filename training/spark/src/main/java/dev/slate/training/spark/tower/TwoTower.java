package dev.slate.training.spark.tower;

import dev.slate.training.model.tower.ItemCategories;
import dev.slate.training.spark.Positives;
import java.util.List;
import org.apache.spark.ml.Estimator;
import org.apache.spark.ml.param.DoubleParam;
import org.apache.spark.ml.param.IntParam;
import org.apache.spark.ml.param.LongParam;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.ml.param.ParamValidators;
import org.apache.spark.ml.util.Identifiable$;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * The two-tower model as a Spark ML estimator, for pipelines and notebooks; {@link TwoTowerTrainer}
 * does the work.
 *
 * <p>Input: {@code user} and {@code item} (int, from 0) and {@code timeMs} (long), one row per
 * positive. Output: see {@link TwoTowerTransformer}. Parameters have the defaults of {@code
 * slate-defaults.conf}.
 */
public final class TwoTower extends Estimator<TwoTowerTransformer> {
  private static final long serialVersionUID = 1L;
  private static final TwoTowerSettings DEFAULTS = TwoTowerSettings.DEFAULTS;

  private final String uid;
  private final List<List<String>> categories;
  private final IntParam embeddingDim;
  private final IntParam epochs;
  private final IntParam batchSize;
  private final DoubleParam learningRate;
  private final DoubleParam temperature;
  private final LongParam seed;

  /**
   * @param categories of each item by index; what is not in it has none
   */
  public TwoTower(List<List<String>> categories) {
    this(Identifiable$.MODULE$.randomUID("twoTower"), categories);
  }

  private TwoTower(String uid, List<List<String>> categories) {
    this.uid = uid;
    this.categories = List.copyOf(categories);
    embeddingDim = positive("embeddingDim", "length of both towers' vectors", DEFAULTS.dim());
    epochs = positive("epochs", "passes over the data at most", DEFAULTS.epochs());
    batchSize = positive("batchSize", "examples of a step", DEFAULTS.batchSize());
    learningRate = above0("learningRate", "initial step of Adagrad", DEFAULTS.learningRate());
    temperature = above0("temperature", "divides inner products", DEFAULTS.temperature());
    seed = new LongParam(this, "seed", "of all that is random");
    setDefault(seed, DEFAULTS.seed());
  }

  private IntParam positive(String name, String doc, int value) {
    IntParam param = new IntParam(this, name, doc, ParamValidators.gtEq(1));
    setDefault(param, value);
    return param;
  }

  private DoubleParam above0(String name, String doc, double value) {
    DoubleParam param = new DoubleParam(this, name, doc, ParamValidators.gt(0));
    setDefault(param, value);
    return param;
  }

  @Override
  public String uid() {
    return uid;
  }

  public IntParam embeddingDim() {
    return embeddingDim;
  }

  public IntParam epochs() {
    return epochs;
  }

  public IntParam batchSize() {
    return batchSize;
  }

  public DoubleParam learningRate() {
    return learningRate;
  }

  public DoubleParam temperature() {
    return temperature;
  }

  public LongParam seed() {
    return seed;
  }

  @Override
  public TwoTowerTransformer fit(Dataset<?> dataset) {
    transformSchema(dataset.schema());
    List<Row> rows = dataset.select("user", "item", "timeMs").collectAsList();
    int[] user = rows.stream().mapToInt(row -> row.getInt(0)).toArray();
    int[] item = rows.stream().mapToInt(row -> row.getInt(1)).toArray();
    long[] timeMs = rows.stream().mapToLong(row -> row.getLong(2)).toArray();
    int users = rows.stream().mapToInt(row -> row.getInt(0) + 1).max().orElse(0);
    Positives positives = Positives.of(users, categories.size(), user, item, timeMs);
    TwoTowerFit fit =
        new TwoTowerTrainer(dataset.sparkSession(), settings())
            .fit(positives, ItemCategories.of(categories));
    return new TwoTowerTransformer(uid, fit).setParent(this);
  }

  private TwoTowerSettings settings() {
    return DEFAULTS.with(
        (int) getOrDefault(embeddingDim),
        (int) getOrDefault(epochs),
        (int) getOrDefault(batchSize),
        (double) getOrDefault(learningRate),
        (double) getOrDefault(temperature),
        (long) getOrDefault(seed));
  }

  @Override
  public StructType transformSchema(StructType schema) {
    require(schema, "user", DataTypes.IntegerType);
    require(schema, "item", DataTypes.IntegerType);
    require(schema, "timeMs", DataTypes.LongType);
    return schema;
  }

  private static void require(
      StructType schema, String column, org.apache.spark.sql.types.DataType type) {
    if (!List.of(schema.fieldNames()).contains(column)
        || !schema.apply(column).dataType().equals(type)) {
      throw new IllegalArgumentException(
          "column " + column + " in " + schema.simpleString() + " (expected: " + type + ")");
    }
  }

  @Override
  public TwoTower copy(ParamMap extra) {
    return (TwoTower) copyValues(new TwoTower(uid, categories), extra);
  }
}
