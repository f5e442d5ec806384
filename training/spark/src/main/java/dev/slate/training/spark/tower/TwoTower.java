package dev.slate.training.spark.tower;

import dev.slate.training.model.tower.HistoryPooling;
import dev.slate.training.model.tower.LearningRate;
import dev.slate.training.model.tower.Optimizer;
import dev.slate.training.model.tower.SoftmaxSettings;
import dev.slate.training.model.tower.TwoTowerShape;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.apache.spark.ml.Estimator;
import org.apache.spark.ml.param.DoubleParam;
import org.apache.spark.ml.param.IntParam;
import org.apache.spark.ml.param.LongParam;
import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.ml.param.ParamValidators;
import org.apache.spark.ml.util.DefaultParamsReader;
import org.apache.spark.ml.util.DefaultParamsWritable;
import org.apache.spark.ml.util.Identifiable$;
import org.apache.spark.ml.util.MLReader;
import org.apache.spark.ml.util.MLWriter;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.types.StructType;

/**
 * The two-tower model as a Spark ML estimator, for pipelines and notebooks; {@link TwoTowerTrainer}
 * does the work.
 *
 * <p>Input: {@link #userCol} and {@link #itemCol} (int, from 0) and {@link #timeCol} (long,
 * milliseconds), one row per positive; where there is a {@link #categoriesCol} (array of string),
 * an item's categories are those of its first row. A row without a user only tells that an item
 * exists and what its categories are. Output: see {@link TwoTowerTransformer}. Parameters have the
 * defaults of {@link TwoTowerSettings#DEFAULTS}, where more is said of them.
 */
public final class TwoTower extends Estimator<TwoTowerTransformer>
    implements DefaultParamsWritable {
  private static final long serialVersionUID = 1L;
  private static final TwoTowerSettings DEFAULTS = TwoTowerSettings.DEFAULTS;

  private final String uid;
  private final Param<String> userCol;
  private final Param<String> itemCol;
  private final Param<String> timeCol;
  private final Param<String> categoriesCol;
  private final Param<String> historyCol;
  private final Param<String> outputCol;
  private final IntParam embeddingDim;
  private final IntParam historyLength;
  private final DoubleParam historyDecay;
  private final Param<String> historyPooling;
  private final DoubleParam temperature;
  private final Param<String> logQ;
  private final IntParam cachedNegatives;
  private final IntParam hardNegatives;
  private final IntParam batchSize;
  private final IntParam negatives;
  private final DoubleParam idDropout;
  private final IntParam maxGap;
  private final Param<String> optimizer;
  private final DoubleParam learningRate;
  private final Param<String> learningRateDecay;
  private final IntParam warmupSteps;
  private final IntParam epochs;
  private final IntParam epochExamples;
  private final IntParam patience;
  private final IntParam shards;
  private final IntParam averagingPeriod;
  private final LongParam seed;

  public TwoTower() {
    this(Identifiable$.MODULE$.randomUID("twoTower"));
  }

  /** As Spark makes it when it reads one. */
  public TwoTower(String uid) {
    this.uid = uid;
    userCol = column("userCol", "user");
    itemCol = column("itemCol", "item");
    timeCol = column("timeCol", "timeMs");
    categoriesCol = column("categoriesCol", "categories");
    historyCol = column("historyCol", "history");
    outputCol = column("outputCol", "userVector");
    TwoTowerShape shape = DEFAULTS.shape();
    embeddingDim = integer("embeddingDim", "length of both towers' vectors", 1, shape.dim());
    historyLength = integer("historyLength", "interactions read", 1, shape.historyLength());
    historyDecay = share("historyDecay", "weight by age", Float.toString(shape.historyDecay()));
    historyPooling = choice("historyPooling", shape.pooling());
    SoftmaxSettings softmax = DEFAULTS.softmax();
    temperature = above0("temperature", "divides products", Float.toString(softmax.temperature()));
    logQ = choice("logQ", softmax.logQ());
    cachedNegatives = integer("cachedNegatives", "of earlier batches", 0, 0);
    hardNegatives = integer("hardNegatives", "that count, 0 for all", 0, 0);
    TwoTowerSettings.Sampling sampling = DEFAULTS.sampling();
    batchSize = integer("batchSize", "examples of a step", 1, sampling.batchSize());
    negatives = integer("negatives", "drawn uniformly for a step", 0, sampling.negatives());
    idDropout = share("idDropout", "candidates without id", Double.toString(sampling.idDropout()));
    maxGap = integer("maxGap", "newest interactions left out", 0, sampling.maxGap());
    optimizer = choice("optimizer", DEFAULTS.optimizer());
    learningRate =
        above0("learningRate", "the highest", Double.toString(DEFAULTS.learningRate().base()));
    learningRateDecay = choice("learningRateDecay", DEFAULTS.learningRate().decay());
    warmupSteps = integer("warmupSteps", "until the highest learning rate", 0, 0);
    TwoTowerSettings.Schedule schedule = DEFAULTS.schedule();
    epochs = integer("epochs", "at most", 1, schedule.epochs());
    epochExamples = integer("epochExamples", "of an epoch at most", 1, schedule.epochExamples());
    patience = integer("patience", "epochs without improvement", 1, schedule.patience());
    TwoTowerSettings.Distribution distribution = DEFAULTS.distribution();
    shards = integer("shards", "parts that learn on their own", 1, distribution.shards());
    averagingPeriod =
        integer("averagingPeriod", "steps between averages", 1, distribution.averagingPeriod());
    seed = new LongParam(this, "seed", "of all that is random");
    setDefault(seed, DEFAULTS.seed());
  }

  private Param<String> column(String name, String value) {
    Param<String> param = new Param<>(this, name, "column name");
    setDefault(param, value);
    return param;
  }

  private IntParam integer(String name, String doc, int atLeast, int value) {
    IntParam param = new IntParam(this, name, doc, ParamValidators.gtEq(atLeast));
    setDefault(param, value);
    return param;
  }

  /** The default is text, so that a float becomes the double that people would write. */
  private DoubleParam above0(String name, String doc, String value) {
    DoubleParam param = new DoubleParam(this, name, doc, ParamValidators.gt(0));
    setDefault(param, Double.valueOf(value));
    return param;
  }

  private DoubleParam share(String name, String doc, String value) {
    DoubleParam param = new DoubleParam(this, name, doc, ParamValidators.inRange(0, 1));
    setDefault(param, Double.valueOf(value));
    return param;
  }

  /** Constants of an enum, in lower case. */
  private Param<String> choice(String name, Enum<?> value) {
    List<String> names =
        Stream.of(value.getDeclaringClass().getEnumConstants()).map(TwoTower::label).toList();
    Param<String> param =
        new Param<>(
            this, name, "one of " + names, ParamValidators.inArray(names.toArray(String[]::new)));
    setDefault(param, label(value));
    return param;
  }

  private static String label(Object constant) {
    return constant.toString().toLowerCase(Locale.ROOT);
  }

  @Override
  public String uid() {
    return uid;
  }

  @Override
  public TwoTowerTransformer fit(Dataset<?> dataset) {
    transformSchema(dataset.schema());
    PositiveRows rows = columns().read(dataset);
    TwoTowerFit fit =
        new TwoTowerTrainer(dataset.sparkSession(), settings())
            .fit(rows.positives(), rows.categories());
    return copyValues(new TwoTowerTransformer(uid, fit).setParent(this), ParamMap.empty());
  }

  private PositiveRows.Columns columns() {
    return new PositiveRows.Columns(
        getOrDefault(userCol),
        getOrDefault(itemCol),
        getOrDefault(timeCol),
        getOrDefault(categoriesCol));
  }

  /** What the parameters say. */
  public TwoTowerSettings settings() {
    return new TwoTowerSettings(
        new TwoTowerShape(
            (int) getOrDefault(embeddingDim),
            (int) getOrDefault(historyLength),
            (float) (double) getOrDefault(historyDecay),
            constant(HistoryPooling.class, historyPooling)),
        new SoftmaxSettings(
            (float) (double) getOrDefault(temperature),
            constant(SoftmaxSettings.LogQ.class, logQ),
            (int) getOrDefault(cachedNegatives),
            (int) getOrDefault(hardNegatives)),
        new TwoTowerSettings.Sampling(
            (int) getOrDefault(batchSize),
            (int) getOrDefault(negatives),
            (double) getOrDefault(idDropout),
            (int) getOrDefault(maxGap)),
        constant(Optimizer.class, optimizer),
        new LearningRate(
            (double) getOrDefault(learningRate),
            constant(LearningRate.Decay.class, learningRateDecay),
            (int) getOrDefault(warmupSteps)),
        new TwoTowerSettings.Schedule(
            (int) getOrDefault(epochs),
            (int) getOrDefault(epochExamples),
            (int) getOrDefault(patience)),
        new TwoTowerSettings.Distribution(
            (int) getOrDefault(shards), (int) getOrDefault(averagingPeriod)),
        (long) getOrDefault(seed));
  }

  private <E extends Enum<E>> E constant(Class<E> type, Param<String> param) {
    return Enum.valueOf(type, getOrDefault(param).toUpperCase(Locale.ROOT));
  }

  @Override
  public StructType transformSchema(StructType schema) {
    columns().require(schema);
    return schema;
  }

  @Override
  public TwoTower copy(ParamMap extra) {
    return (TwoTower) copyValues(new TwoTower(uid), extra);
  }

  @Override
  public MLWriter write() {
    return DefaultParamsWritable.super.write();
  }

  /** Reads what {@link #write} wrote. */
  public static MLReader<TwoTower> read() {
    return new DefaultParamsReader<>();
  }

  /** Short for {@code read().load(path)}. */
  public static TwoTower load(String path) {
    return read().load(path);
  }

  public Param<String> userCol() {
    return userCol;
  }

  public Param<String> itemCol() {
    return itemCol;
  }

  public Param<String> timeCol() {
    return timeCol;
  }

  public Param<String> categoriesCol() {
    return categoriesCol;
  }

  public Param<String> historyCol() {
    return historyCol;
  }

  public Param<String> outputCol() {
    return outputCol;
  }

  public IntParam embeddingDim() {
    return embeddingDim;
  }

  public IntParam historyLength() {
    return historyLength;
  }

  public DoubleParam historyDecay() {
    return historyDecay;
  }

  public Param<String> historyPooling() {
    return historyPooling;
  }

  public DoubleParam temperature() {
    return temperature;
  }

  public Param<String> logQ() {
    return logQ;
  }

  public IntParam cachedNegatives() {
    return cachedNegatives;
  }

  public IntParam hardNegatives() {
    return hardNegatives;
  }

  public IntParam batchSize() {
    return batchSize;
  }

  public IntParam negatives() {
    return negatives;
  }

  public DoubleParam idDropout() {
    return idDropout;
  }

  public IntParam maxGap() {
    return maxGap;
  }

  public Param<String> optimizer() {
    return optimizer;
  }

  public DoubleParam learningRate() {
    return learningRate;
  }

  public Param<String> learningRateDecay() {
    return learningRateDecay;
  }

  public IntParam warmupSteps() {
    return warmupSteps;
  }

  public IntParam epochs() {
    return epochs;
  }

  public IntParam epochExamples() {
    return epochExamples;
  }

  public IntParam patience() {
    return patience;
  }

  public IntParam shards() {
    return shards;
  }

  public IntParam averagingPeriod() {
    return averagingPeriod;
  }

  public LongParam seed() {
    return seed;
  }
}
