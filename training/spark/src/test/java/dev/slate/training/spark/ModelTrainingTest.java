package dev.slate.training.spark;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slate.data.catalog.Item;
import dev.slate.data.config.SlateConfig;
import dev.slate.data.dataset.Dataset;
import dev.slate.data.event.Event;
import dev.slate.data.event.EventHeader;
import dev.slate.data.world.World;
import dev.slate.data.world.WorldSpec;
import dev.slate.featurestore.offline.SparkTestSession;
import dev.slate.training.model.metric.Metric;
import dev.slate.training.model.registry.ModelBundle;
import dev.slate.training.spark.evaluate.Evaluation;
import dev.slate.training.spark.evaluate.PipelineContender;
import dev.slate.training.spark.evaluate.Result;
import dev.slate.training.spark.rank.CandidateRows;
import dev.slate.training.spark.rank.RankerFit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** A whole night on a small world whose tastes are there to be learned. */
class ModelTrainingTest {
  private static final SlateConfig.Train SETTINGS =
      new SlateConfig.Train(
          3,
          42,
          new SlateConfig.Als(SlateConfig.AlsEngine.SLATE, 8, 5, 0.1, 0.3),
          new SlateConfig.SparkAls(8, 5, 0.3, 3),
          new SlateConfig.TwoTower(SlateConfig.Encoder.MEAN, 16, 4, 256, 0.05, 0.2),
          new SlateConfig.SelfAttention(50, 1, 1, 4, 32, 0.003, 0.1, 0.05, 100),
          new SlateConfig.Ranker(SlateConfig.RankerKind.XGBOOST, 20, 4, 0.2));

  @Test
  void night_onAWorld_beatsPopularityAndKeepsTheFutureOut() {
    Dataset world =
        World.generate(WorldSpec.standard(1_700_000_000_000L).withSize(400, 200)).history();
    TrainingData data = TrainingData.of(world.events(), world.items(), SETTINGS.minRating());
    ModelTraining training =
        new ModelTraining(
            SparkTestSession.get(), SETTINGS, data, TrainingData.features(world.events()));
    TrainingPlan plan = TrainingPlan.of(data.positives());

    RetrievalModels early = training.retrieval(plan.rankerCutMs());
    RankerFit ranker = training.ranker(early, plan.evaluationCutMs());
    RetrievalModels held = training.retrieval(plan.evaluationCutMs());
    Evaluation evaluation = training.evaluate(held, ranker, List.of());

    assertThat(evaluation.results())
        .extracting(Result::name)
        .containsExactly("popularity", "als", "two-tower", "item-to-item", "pipeline");
    Result popularity = evaluation.of("popularity").orElseThrow();
    Result pipeline = evaluation.of("pipeline").orElseThrow();
    assertThat(pipeline.differenceFrom(popularity, Metric.NDCG).isAboveZero()).isTrue();
    assertThat(evaluation.table()).contains("pipeline").contains("NDCG@10");
    assertThat(pipeline.values()).containsKeys("ndcg@10", "ndcg@10.low", "coverage@10");
    assertThat(ranker.metrics().get("validationAuc")).isGreaterThan(0.7);
    requireNothingAfter(held, data, plan.evaluationCutMs());
  }

  /**
   * What comes after the cut may judge but must not be seen: with other items in it, the models,
   * the ranker and the features of a request at the cut give the same lists.
   */
  @Test
  void pipeline_otherFuture_recommendsTheSame() {
    Dataset world =
        World.generate(WorldSpec.standard(1_700_000_000_000L).withSize(300, 120)).history();
    List<Event> events = world.events();
    TrainingPlan plan =
        TrainingPlan.of(TrainingData.of(events, world.items(), SETTINGS.minRating()).positives());
    int[][] lists = lists(events, world.items(), plan);
    assertThat(List.of(lists)).allMatch(list -> list.length == 10);
    assertThat(lists(withOtherFuture(events, plan.evaluationCutMs()), world.items(), plan))
        .isDeepEqualTo(lists);
  }

  /** Of the users who were there before the cut. */
  private static int[][] lists(List<Event> events, List<Item> items, TrainingPlan plan) {
    TrainingData data = TrainingData.of(events, items, SETTINGS.minRating());
    ModelTraining training =
        new ModelTraining(SparkTestSession.get(), SETTINGS, data, TrainingData.features(events));
    RankerFit ranker =
        training.ranker(training.retrieval(plan.rankerCutMs()), plan.evaluationCutMs());
    ModelBundle bundle = training.retrieval(plan.evaluationCutMs()).bundle(ranker.ranker());
    List<String> users =
        events.stream()
            .filter(event -> event.eventTimeMs() < plan.rankerCutMs())
            .map(Event::userId)
            .distinct()
            .filter(data.users().all()::contains)
            .toList();
    CandidateRows rows =
        new CandidateRows(
            bundle,
            data,
            TrainingData.features(events)
                .before(plan.evaluationCutMs(), users, bundle.items().ids()),
            SETTINGS.minRating());
    PipelineContender contender =
        new PipelineContender("pipeline", bundle, rows, data.users(), data.items());
    return users.stream()
        .map(user -> contender.top(data.users().indexOf(user), 10, item -> true))
        .toArray(int[][]::new);
  }

  /** The items of the events at and after a time, dealt out again. */
  private static List<Event> withOtherFuture(List<Event> events, long cutMs) {
    List<String> items =
        new ArrayList<>(
            events.stream()
                .filter(event -> event.eventTimeMs() >= cutMs)
                .map(Event::itemId)
                .toList());
    Collections.shuffle(items, new Random(1));
    Iterator<String> dealt = items.iterator();
    return events.stream()
        .map(event -> event.eventTimeMs() < cutMs ? event : about(dealt.next(), event))
        .toList();
  }

  private static Event about(String itemId, Event event) {
    EventHeader header =
        new EventHeader(event.eventId(), event.userId(), itemId, event.eventTimeMs());
    return Event.of(event.kind(), header, event.value());
  }

  /** Items that were first chosen after the cut have neither factors nor neighbours. */
  private static void requireNothingAfter(RetrievalModels held, TrainingData data, long cutMs) {
    int[] counts = data.positives().before(cutMs).itemCounts();
    Map<Boolean, Long> byZero =
        IntStream.range(0, counts.length)
            .filter(item -> counts[item] == 0)
            .boxed()
            .collect(
                Collectors.partitioningBy(
                    item -> isZero(held.als().model().itemFactors().row(item)),
                    Collectors.counting()));
    assertThat(byZero.get(false)).isZero();
    assertThat(byZero.get(true)).isPositive();
  }

  private static boolean isZero(float[] row) {
    for (float value : row) {
      if (value != 0) {
        return false;
      }
    }
    return true;
  }
}
