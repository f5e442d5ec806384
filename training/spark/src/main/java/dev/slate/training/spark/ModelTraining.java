package dev.slate.training.spark;

import dev.slate.data.config.SlateConfig;
import dev.slate.featurestore.FeatureCatalog;
import dev.slate.featurestore.assemble.FeatureAssembler;
import dev.slate.training.model.Interactions;
import dev.slate.training.model.neighbors.CosineNeighbors;
import dev.slate.training.model.neighbors.ItemNeighbors;
import dev.slate.training.model.rank.FlatTrees;
import dev.slate.training.model.rank.RelativeInputs;
import dev.slate.training.model.registry.ModelBundle;
import dev.slate.training.spark.als.AlsFit;
import dev.slate.training.spark.als.AlsTrainer;
import dev.slate.training.spark.evaluate.Contender;
import dev.slate.training.spark.evaluate.Evaluation;
import dev.slate.training.spark.evaluate.Evaluator;
import dev.slate.training.spark.evaluate.NeighborContender;
import dev.slate.training.spark.evaluate.PipelineContender;
import dev.slate.training.spark.evaluate.PopularityContender;
import dev.slate.training.spark.evaluate.Result;
import dev.slate.training.spark.evaluate.VectorContender;
import dev.slate.training.spark.rank.CandidateRows;
import dev.slate.training.spark.rank.RankerFit;
import dev.slate.training.spark.rank.RankerSamples;
import dev.slate.training.spark.rank.RankerTrainer;
import dev.slate.training.spark.tower.TowerFit;
import dev.slate.training.spark.tower.TowerTrainer;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.apache.spark.sql.SparkSession;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The nightly training steps. Each is a pure function of the data, the settings and its arguments.
 *
 * <p>To judge: {@code early = retrieval(plan.rankerCutMs())}, {@code ranker(early,
 * plan.evaluationCutMs())}, {@code held = retrieval(plan.evaluationCutMs())}, {@code evaluate(held,
 * ...)}. To publish: {@code retrieval(Long.MAX_VALUE)} and {@code ranker(held, Long.MAX_VALUE)}.
 */
public final class ModelTraining {
  private static final Logger LOG = LoggerFactory.getLogger(ModelTraining.class);
  private static final int NEIGHBORS = 50;
  private static final double SHRINKAGE = 10;
  private static final int RANKER_CUTS = 16;

  /** More of them than this make a night longer and the ranker no better. */
  private static final int RANKER_LISTS = 4_000;

  /** What a ranker also reads relative to the rest of the list. */
  private static final RelativeInputs RELATIVE =
      relative(
          List.of(
              "score:als",
              "score:two_tower",
              "score:item_to_item",
              "item_activity:popularity",
              "item_activity:interactions_7d",
              "item_longterm:interactions_90d",
              "pair:category_affinity"));

  private final SparkSession spark;
  private final SlateConfig.Train settings;
  private final TrainingData data;
  private final FeatureHistory features;

  public ModelTraining(
      SparkSession spark, SlateConfig.Train settings, TrainingData data, FeatureHistory features) {
    this.spark = spark;
    this.settings = settings;
    this.data = data;
    this.features = features;
  }

  /** Trains everything that finds candidates on the positives before a time. */
  public RetrievalModels retrieval(long cutMs) {
    Positives train = data.positives().before(cutMs);
    // Before ALS: Spark's BLAS runs wider vectors through the same JDK methods as our kernels. If
    // it
    // comes first, their type profiles are mixed when our kernels are compiled, which then run
    // about
    // 20 times slower for as long as the process lives.
    TowerFit tower = timed("two-tower", train.size(), () -> twoTower(train));
    AlsFit als = timed("ALS", train.size(), () -> AlsTrainer.of(() -> spark, settings).fit(train));
    ItemNeighbors neighbors =
        timed(
            "item-to-item",
            train.size(),
            () ->
                new CosineNeighbors(NEIGHBORS, SHRINKAGE)
                    .of(Interactions.of(train.items(), train.itemsByUser())));
    return new RetrievalModels(
        cutMs,
        data.items(),
        als,
        tower,
        neighbors,
        PopularityCounter.of(train.itemCounts(), data.facts()));
  }

  private TowerFit twoTower(Positives train) {
    return TowerTrainer.of(() -> spark, settings).fit(train, data.itemCategories(train));
  }

  /**
   * Trains the ranker on what users chose from the models' cut on, as seen from several times:
   * later ones also know users who came in between.
   *
   * @param models they give the candidates and their scores, out of sample
   * @param untilMs end of the labels, exclusive
   */
  public RankerFit ranker(RetrievalModels models, long untilMs) {
    BitSet items = data.positives().before(models.cutMs()).itemsPresent();
    Positives window = data.positives().since(models.cutMs()).before(untilMs);
    ModelBundle bundle = models.bundle(unranked());
    RankerSamples samples = new RankerSamples(data, RELATIVE, settings.seed());
    SplittableRandom random = new SplittableRandom(settings.seed());
    for (int cut = 0; cut < RANKER_CUTS; cut++) {
      long cutMs = cut == 0 ? models.cutMs() : window.cutMs((double) cut / RANKER_CUTS);
      Positives past = data.positives().before(cutMs);
      Positives labels = window.since(cutMs);
      int[] users = sample(new Evaluator(past, labels).users(), RANKER_LISTS / RANKER_CUTS, random);
      CandidateRows candidates = candidates(bundle, cutMs, users);
      timed(
          "ranker rows",
          users.length,
          () -> {
            samples.add(candidates, past, labels, users, items);
            return samples;
          });
    }
    return timed(
        "ranker",
        samples.train().size(),
        () ->
            new RankerTrainer(settings.ranker(), settings.seed())
                .fit(samples.train(), samples.validation())
                .within(RELATIVE));
  }

  private static int[] sample(int[] users, int most, SplittableRandom random) {
    double share = (double) most / Math.max(1, users.length);
    return IntStream.of(users).filter(user -> random.nextDouble() < share).toArray();
  }

  /**
   * Judges models by what users chose after their cut.
   *
   * @param held trained before the cut
   * @param ranker that has seen nothing after the cut
   * @param others also judged, such as the champion
   */
  public Evaluation evaluate(RetrievalModels held, RankerFit ranker, List<Contender> others) {
    Evaluator evaluator =
        new Evaluator(data.positives().before(held.cutMs()), data.positives().since(held.cutMs()));
    List<Contender> contenders = new ArrayList<>(contenders(held, ranker, evaluator.users()));
    contenders.addAll(others);
    List<Result> results = new ArrayList<>();
    for (Contender contender : contenders) {
      results.add(
          timed(
              "evaluation of " + contender.name(),
              evaluator.users().length,
              () -> evaluator.judge(contender)));
    }
    return new Evaluation(results);
  }

  /**
   * A bundle of another night, such as the champion, for {@link #evaluate}. Only fair where the
   * bundle has not seen what comes after the cut.
   *
   * @param cutMs features and histories are as of this time
   */
  public PipelineContender contender(String name, ModelBundle bundle, long cutMs) {
    int[] users =
        new Evaluator(data.positives().before(cutMs), data.positives().since(cutMs)).users();
    return new PipelineContender(
        name, bundle, candidates(bundle, cutMs, users), data.users(), data.items());
  }

  private List<Contender> contenders(RetrievalModels held, RankerFit ranker, int[] users) {
    Positives train = data.positives().before(held.cutMs());
    int[][] histories = train.itemsByUser();
    ModelBundle bundle = held.bundle(ranker.ranker());
    CandidateRows candidates = candidates(bundle, held.cutMs(), users);
    return List.of(
        new PopularityContender(train.itemCounts()),
        new VectorContender("als", held.als().userFactors()::row, bundle.alsIndex()),
        new VectorContender(
            "two-tower",
            user -> bundle.tower().userVector(Histories.newestFirst(histories[user])),
            bundle.towerIndex()),
        new NeighborContender("item-to-item", bundle.neighbors(), histories),
        new PipelineContender("pipeline", bundle, candidates, data.users(), data.items()));
  }

  private CandidateRows candidates(ModelBundle bundle, long cutMs, int[] users) {
    long timeMs = Math.min(cutMs, data.positives().timeMs(data.positives().size() - 1) + 1);
    Collection<String> userIds = IntStream.of(users).mapToObj(data.users()::id).toList();
    FeatureSnapshot snapshot =
        timed(
            "features", users.length, () -> features.before(timeMs, userIds, bundle.items().ids()));
    return new CandidateRows(bundle, data, snapshot, settings.minRating());
  }

  private static RelativeInputs relative(List<String> inputs) {
    List<String> names = new FeatureAssembler(FeatureCatalog.standard()).names();
    return new RelativeInputs(names.size(), inputs.stream().mapToInt(names::indexOf).toArray());
  }

  private static FlatTrees unranked() {
    return FlatTrees.of(new FeatureAssembler(FeatureCatalog.standard()).size(), 0, List.of());
  }

  private static <T> T timed(String what, int size, Supplier<T> work) {
    long startNs = System.nanoTime();
    T result = work.get();
    LOG.info("{} on {}: {} ms", what, size, (System.nanoTime() - startNs) / 1_000_000);
    return result;
  }
}
