package dev.slate.serving.freshness;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slate.data.Topics;
import dev.slate.featurestore.FeatureCatalog;
import dev.slate.featurestore.FeatureView;
import dev.slate.featurestore.freshness.InMemoryFreshnessStore;
import dev.slate.featurestore.freshness.LagReport;
import dev.slate.featurestore.store.Coverage;
import dev.slate.featurestore.store.DirectFeatureReader;
import dev.slate.featurestore.store.InMemoryFeatureStore;
import dev.slate.featurestore.store.PartitionStateStore.Position;
import dev.slate.serving.topic.TopicWriter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What makes a view fresh: the event time of what is stored, and nothing that a job does. */
class FreshnessTest {
  private static final FeatureCatalog FEATURES = FeatureCatalog.standard();
  private static final FeatureView STREAM = FEATURES.userActivity();
  private static final FeatureView BATCH = FEATURES.itemLongterm();
  private static final long START = TurnedClock.START;

  private final TurnedClock clock = new TurnedClock();
  private final InMemoryFeatureStore store = new InMemoryFeatureStore(1);
  private final InMemoryFreshnessStore beside = new InMemoryFreshnessStore(1);
  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private final Freshness freshness =
      new Freshness(
          FEATURES,
          new DirectFeatureReader(store, FEATURES, () -> true),
          beside,
          new StreamLag("127.0.0.1:1", 1),
          new Freshness.CanarySettings(
              new TopicWriter(
                  new MockProducer<>(true, null, new StringSerializer(), new ByteArraySerializer()),
                  Topics.EVENTS),
              1,
              Duration.ZERO),
          meters,
          clock);
  private Position position = store.acquire(STREAM, 0);

  @AfterEach
  void close() {
    freshness.close();
  }

  private void commit(long offset, long newestMs) {
    Position to =
        new Position(
            position.epoch(), offset, Map.of(), newestMs, new Coverage(0, clock.millis(), 0));
    store.commit(STREAM, 0, position, to, Map.of());
    position = to;
    beside.position(STREAM, 0, to);
    freshness.look();
  }

  private FreshnessReport.View report(FeatureView view) {
    return freshness.report().views().stream()
        .filter(one -> one.view().equals(view.name()))
        .findFirst()
        .orElseThrow();
  }

  private double gauge(String name, FeatureView view, String... tags) {
    return meters.get(name).tags(tags).tag("view", view.name()).gauge().value();
  }

  @Test
  void streamView_thatStopsReceiving_isStaleAfterItsObjective_whileTheJobCommitsOn() {
    commit(1, START);
    assertThat(report(STREAM).state()).isEqualTo("fresh");

    clock.turn(STREAM.objective());
    commit(2, START); // canaries and heartbeats: the offset and the coverage move on
    assertThat(report(STREAM).state()).isEqualTo("fresh");
    assertThat(gauge("slate.freshness.state", STREAM, "state", "fresh")).isEqualTo(1);

    clock.turn(Duration.ofMillis(1));
    commit(3, START);
    assertThat(report(STREAM).state()).isEqualTo("stale");
    assertThat(report(STREAM).ageMs()).isEqualTo(STREAM.objective().toMillis() + 1);
    assertThat(gauge("slate.freshness.state", STREAM, "state", "stale")).isEqualTo(1);
    assertThat(gauge("slate.freshness.state", STREAM, "state", "fresh")).isZero();
    assertThat(gauge("slate.freshness.age", STREAM)).isEqualTo(60.001);
    assertThat(gauge("slate.freshness.objective", STREAM)).isEqualTo(60);

    commit(4, clock.millis());
    assertThat(report(STREAM).state()).isEqualTo("fresh");
  }

  @Test
  void batchView_publishedAgainWithOldRows_staysStale() {
    store.publish(BATCH, START);
    clock.turn(BATCH.objective().plusMillis(1));
    store.publish(BATCH, START);
    freshness.look();
    assertThat(report(BATCH).state()).isEqualTo("stale");
  }

  @Test
  void eventOfTheFuture_keepsItsViewFreshNoLongerThanOneOfNow() {
    commit(1, START + 600_000);
    assertThat(report(STREAM).ageMs()).isZero();
    clock.turn(STREAM.objective().plusMillis(1));
    freshness.look();
    assertThat(report(STREAM).state()).isEqualTo("stale");
  }

  @Test
  void view_withoutAnyValue_isEmpty_andSoIsOneThatWasWiped() {
    freshness.look();
    assertThat(report(BATCH).state()).isEqualTo("empty");
    assertThat(gauge("slate.freshness.age", BATCH)).isNaN();
    store.publish(BATCH, START);
    freshness.look();
    assertThat(report(BATCH).state()).isEqualTo("fresh");
    store.wipe();
    freshness.look();
    assertThat(report(BATCH).state()).isEqualTo("empty");
    assertThat(report(BATCH).ageMs()).isNull();
  }

  @Test
  void lagOfAllPartitions_isAddedUp_andForgottenWhenNobodyPublishes() {
    LagReport lag = LagReport.empty(START);
    lag.sinceEvent().record(30);
    lag.sinceAppend().record(8);
    beside.publishLag(STREAM, 0, lag);
    freshness.look();

    FreshnessReport.Ingestion ingestion = Objects.requireNonNull(report(STREAM).ingestion());
    assertThat(ingestion.events()).isEqualTo(1);
    assertThat(ingestion.sinceEvent().p99Ms()).isEqualTo(30);
    assertThat(gauge("slate.ingestion.lag", STREAM, "since", "append", "quantile", "0.5"))
        .isEqualTo(0.008);
    assertThat(report(BATCH).ingestion()).isNull();

    clock.turn(Duration.ofMinutes(2));
    assertThat(gauge("slate.ingested.events", STREAM)).isZero();
  }

  @Test
  void worst_isWhatIsFurthestFromItsObjective() {
    commit(1, START - 30_000);
    store.publish(BATCH, START - 2 * BATCH.objective().toMillis());
    freshness.look();
    assertThat(freshness.report().worst())
        .extracting(FreshnessReport.Place::name)
        .containsExactly(BATCH.name(), STREAM.name() + ".0");
  }

  @Test
  void history_keepsTheWorstAgeOfEachMinute_andIsReadByAnotherProcess() {
    commit(1, START - 30_000);
    freshness.keep();
    clock.turn(Duration.ofSeconds(5));
    commit(2, clock.millis());
    freshness.keep();
    clock.turn(Duration.ofMinutes(1));
    freshness.keep();

    AgeHistory another = new AgeHistory(FEATURES, beside, clock);
    AgeHistory.Report report = another.report(3).toCompletableFuture().join();

    long minute = START / 60_000 * 60_000;
    assertThat(report.fromMs()).isEqualTo(minute - 60_000);
    assertThat(report.rows()).hasSize(FEATURES.views().size() + 1);
    assertThat(report.rows().get(0).row()).isEqualTo(STREAM.name());
    assertThat(report.rows().get(0).points())
        .containsExactly(List.of(minute, 30_000L), List.of(minute + 60_000, 60_000L));
    assertThat(another.report(1).toCompletableFuture().join().rows().get(0).points()).hasSize(1);
  }
}
