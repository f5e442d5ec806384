package dev.slate.pipelines.nightly;

import dev.slate.data.catalog.Item;
import dev.slate.data.config.SlateConfig;
import dev.slate.data.dataset.Dataset;
import dev.slate.data.event.Event;
import dev.slate.data.split.Interactions;
import dev.slate.data.split.Split;
import dev.slate.pipelines.nightly.run.Scores;
import dev.slate.pipelines.nightly.step.EvaluateStep;
import dev.slate.pipelines.nightly.step.FeaturesStep;
import dev.slate.pipelines.nightly.step.TrainStep;
import dev.slate.training.model.index.ExactIndex;
import dev.slate.training.spark.FeatureHistory;
import dev.slate.training.spark.Histories;
import dev.slate.training.spark.ModelTraining;
import dev.slate.training.spark.Positives;
import dev.slate.training.spark.RetrievalModels;
import dev.slate.training.spark.TrainingData;
import dev.slate.training.spark.TrainingPlan;
import dev.slate.training.spark.evaluate.Contender;
import dev.slate.training.spark.evaluate.Evaluation;
import dev.slate.training.spark.evaluate.Evaluator;
import dev.slate.training.spark.evaluate.NeighborContender;
import dev.slate.training.spark.evaluate.PopularityContender;
import dev.slate.training.spark.evaluate.VectorContender;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.spark.sql.SparkSession;
import picocli.CommandLine;

/** How a data set is cut into what is learnt from and what judges. */
enum Protocol {
  /** The newest 20 % of the positives judge; the whole pipeline, as the nightly run does it. */
  TIME_SPLIT {
    @Override
    List<Scores> evaluate(SparkSession spark, SlateConfig.Train settings, Dataset dataset) {
      TrainingData data = TrainingData.of(dataset.events(), dataset.items(), settings.minRating());
      FeatureHistory features = TrainingData.features(dataset.events());
      FeaturesStep.Prepared prepared =
          new FeaturesStep.Prepared(
              data,
              TrainingPlan.of(data.positives()),
              new ModelTraining(spark, settings, data, features));
      TrainStep.Held held = new TrainStep(prepared).run();
      return EvaluateStep.scores(new EvaluateStep(prepared, held).run());
    }
  },
  /**
   * Each user's last event judges; every rating is a positive, items with fewer than 5 are left
   * out. The retrieval models only: one cut by user leaves no earlier past to train a ranker on.
   */
  LEAVE_LAST_OUT {
    @Override
    List<Scores> evaluate(SparkSession spark, SlateConfig.Train settings, Dataset dataset) {
      List<Event> events = frequent(dataset.events());
      List<Item> catalogue = known(dataset.items(), events);
      TrainingData all = TrainingData.of(events, catalogue, 0);
      Split split = Split.leaveLastOut(Interactions.of(events, Interactions.positives(0)));
      Positives train = Positives.of(split.train(), all.items());
      Positives test = Positives.of(split.test(), all.items());
      TrainingData data = new TrainingData(all.items(), all.facts(), split.train().users(), train);
      RetrievalModels models =
          new ModelTraining(spark, settings, data, TrainingData.features(List.of()))
              .retrieval(Long.MAX_VALUE);
      Evaluator evaluator = new Evaluator(train, test);
      return EvaluateStep.scores(
          new Evaluation(contenders(models, train).stream().map(evaluator::judge).toList()));
    }
  };

  private static final int MIN_ITEM_EVENTS = 5;

  /** Trains, judges, and gives one line a model. */
  abstract List<Scores> evaluate(SparkSession spark, SlateConfig.Train settings, Dataset dataset);

  private static List<Event> frequent(List<Event> events) {
    Map<String, Integer> counts = new HashMap<>();
    events.forEach(event -> counts.merge(event.itemId(), 1, Integer::sum));
    return events.stream()
        .filter(event -> counts.getOrDefault(event.itemId(), 0) >= MIN_ITEM_EVENTS)
        .toList();
  }

  /** The items that have an event: only they are ranked. */
  private static List<Item> known(List<Item> items, List<Event> events) {
    Set<String> ids = events.stream().map(Event::itemId).collect(Collectors.toSet());
    return items.stream().filter(item -> ids.contains(item.itemId())).toList();
  }

  private static List<Contender> contenders(RetrievalModels models, Positives train) {
    int[][] histories = train.itemsByUser();
    return List.of(
        new PopularityContender(train.itemCounts()),
        new VectorContender(
            "als",
            models.als().userFactors()::row,
            new ExactIndex(models.als().model().itemFactors())),
        new VectorContender(
            "two-tower",
            user -> models.tower().model().userVector(Histories.newestFirst(histories[user])),
            new ExactIndex(models.tower().model().itemVectors())),
        new NeighborContender("item-to-item", models.neighbors(), histories));
  }

  /** As on the command line. */
  String label() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  static final class Names implements Iterable<String> {
    @Override
    public Iterator<String> iterator() {
      return Arrays.stream(values()).map(Protocol::label).iterator();
    }
  }

  static final class Converter implements CommandLine.ITypeConverter<Protocol> {
    @Override
    public Protocol convert(String value) {
      return Arrays.stream(values())
          .filter(protocol -> protocol.label().equals(value))
          .findFirst()
          .orElseThrow(
              () ->
                  new CommandLine.TypeConversionException(
                      "'" + value + "' (expected: " + String.join(" or ", new Names()) + ")"));
    }
  }
}
