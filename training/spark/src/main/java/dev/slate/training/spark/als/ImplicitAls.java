package dev.slate.training.spark.als;

import dev.slate.training.model.als.AlsFactors;
import dev.slate.training.model.als.AlsModel;
import dev.slate.training.model.als.AlsObjective;
import dev.slate.training.model.als.AlsSettings;
import dev.slate.training.model.als.AlsSolver;
import java.util.List;
import org.apache.spark.ml.Estimator;
import org.apache.spark.ml.param.DoubleParam;
import org.apache.spark.ml.param.IntParam;
import org.apache.spark.ml.param.LongParam;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.ml.param.ParamValidators;
import org.apache.spark.ml.util.DefaultParamsReader;
import org.apache.spark.ml.util.DefaultParamsWritable;
import org.apache.spark.ml.util.Identifiable$;
import org.apache.spark.ml.util.MLReader;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.StructType;

/**
 * Slate's implicit ALS as a Spark ML estimator, for pipelines, notebooks, and pairs that do not fit
 * one machine; see {@link SparkSide} for what must fit.
 *
 * <p>Input: {@code user} and {@code item} (int, from 0) and, if there is one, {@code weight} (a
 * number above 0, else 1); the weights of a repeated pair add up. Output: see {@link
 * ImplicitAlsModel}.
 */
public final class ImplicitAls extends Estimator<ImplicitAlsModel>
    implements DefaultParamsWritable {
  private static final long serialVersionUID = 1L;

  /** NaN by name: the statistics of cached rows know nothing of it, and would skip them. */
  private static final String UNUSABLE =
      "user is null or user < 0 or item is null or item < 0"
          + " or weight is null or isnan(weight) or weight <= 0 or weight = double('infinity')";

  private final String uid;
  private final IntParam embeddingDim;
  private final IntParam iterations;
  private final DoubleParam regularization;
  private final DoubleParam unobservedWeight;
  private final IntParam partitions;
  private final LongParam seed;

  public ImplicitAls() {
    this(Identifiable$.MODULE$.randomUID("implicitAls"));
  }

  /** With an identity of its own, as Spark makes it when it reads one from a file. */
  public ImplicitAls(String uid) {
    this.uid = uid;
    embeddingDim = positive("embeddingDim", "length of the factors", 64);
    iterations = positive("iterations", "of both halves", 8);
    partitions = positive("partitions", "of users and of items", 4);
    regularization = atLeast0("regularization", "scaled by a row's frequency", 0.03);
    unobservedWeight = atLeast0("unobservedWeight", "of all pairs, beside the observed", 0.3);
    seed = new LongParam(this, "seed", "of the items' start");
    setDefault(seed, 42L);
  }

  private IntParam positive(String name, String doc, int value) {
    IntParam param = new IntParam(this, name, doc, ParamValidators.gtEq(1));
    setDefault(param, value);
    return param;
  }

  private DoubleParam atLeast0(String name, String doc, double value) {
    DoubleParam param = new DoubleParam(this, name, doc, ParamValidators.gtEq(0));
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

  public IntParam iterations() {
    return iterations;
  }

  public IntParam partitions() {
    return partitions;
  }

  public DoubleParam regularization() {
    return regularization;
  }

  public DoubleParam unobservedWeight() {
    return unobservedWeight;
  }

  public LongParam seed() {
    return seed;
  }

  @Override
  public ImplicitAlsModel fit(Dataset<?> dataset) {
    transformSchema(dataset.schema());
    Dataset<Row> pairs = pairs(dataset).cache();
    requireWhole(pairs);
    Row sizes = pairs.agg(functions.max("user"), functions.max("item")).first();
    if (sizes.isNullAt(0)) {
      throw new IllegalArgumentException("pairs: none (expected: at least one)");
    }
    AlsObjective objective =
        AlsObjective.ials(
            (double) getOrDefault(unobservedWeight), (double) getOrDefault(regularization));
    AlsSettings settings =
        AlsSettings.of(
            (int) getOrDefault(embeddingDim),
            (int) getOrDefault(iterations),
            (long) getOrDefault(seed));
    int parts = (int) getOrDefault(partitions);
    int users = sizes.getInt(0) + 1;
    int items = sizes.getInt(1) + 1;
    try (SparkSide userSide =
            new SparkSide(objective, settings, pairs, "user", "item", users, parts);
        SparkSide itemSide =
            new SparkSide(objective, settings, pairs, "item", "user", items, parts)) {
      pairs.unpersist();
      AlsFactors factors = new AlsSolver(settings, userSide, itemSide).fit();
      AlsFit fit = new AlsFit(new AlsModel(factors.items(), objective), factors.users());
      return new ImplicitAlsModel(uid, fit).setParent(this);
    }
  }

  private static void requireWhole(Dataset<Row> pairs) {
    for (Row bad : pairs.where(UNUSABLE).takeAsList(1)) {
      throw new IllegalArgumentException(
          "user, item, weight: " + bad + " (expected: ids from 0, weights above 0 and finite)");
    }
  }

  private static Dataset<Row> pairs(Dataset<?> dataset) {
    boolean weighted = List.of(dataset.columns()).contains("weight");
    return dataset
        .withColumn("weight", weighted ? functions.col("weight").cast("double") : functions.lit(1d))
        .groupBy("user", "item")
        .agg(functions.sum("weight").as("weight"));
  }

  @Override
  public StructType transformSchema(StructType schema) {
    return ImplicitAlsModel.requirePairs(schema);
  }

  /** Reads what {@link #write} wrote. */
  public static MLReader<ImplicitAls> read() {
    return new DefaultParamsReader<>();
  }

  /** Short for {@code read().load(path)}. */
  public static ImplicitAls load(String path) {
    return read().load(path);
  }

  @Override
  public ImplicitAls copy(ParamMap extra) {
    return (ImplicitAls) copyValues(new ImplicitAls(uid), extra);
  }
}
