package dev.slate.serving.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.node.DoubleNode;
import dev.slate.data.Topics;
import dev.slate.data.event.InvalidRecordException;
import dev.slate.serving.topic.TopicWriter;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;

/** Layers, stability and what a change does. */
class ExperimentsTest {
  private final MockProducer<String, byte[]> producer =
      new MockProducer<>(true, null, new StringSerializer(), new ByteArraySerializer());
  private final Experiments experiments =
      new Experiments(
          new TopicWriter(producer, Topics.EXPERIMENTS),
          Clock.fixed(Instant.ofEpochMilli(1_000), ZoneOffset.UTC));

  @Test
  void hash_knownPointsOutsideAscii_areStable() {
    // Reference: the algorithm run in JavaScript over charCodeAt units.
    assertThat(GrowthBookHash.hash("seed", "a", 2)).hasValue(0.0505);
    assertThat(GrowthBookHash.hash("s", "\u00fc", 2))
        .isNotEqualTo(GrowthBookHash.hash("s", "u", 2));
    assertThat(GrowthBookHash.hash("s", "\ud83d\ude00", 1))
        .isNotEqualTo(GrowthBookHash.hash("s", "\ud83d", 1));
  }

  @Test
  void bucketRanges_everyBucket_isInExactlyOneRange() {
    for (List<Double> weights :
        List.of(List.of(.1, .2, .7), List.of(.6, .3, .1), GrowthBookHash.equalWeights(10))) {
      var ranges = GrowthBookHash.bucketRanges(weights.size(), 1, weights);
      for (int bucket = 0; bucket < 10_000; bucket++) {
        double n = bucket / 10_000.0;
        assertThat(ranges.stream().filter(r -> r.contains(n)).count()).isEqualTo(1);
      }
    }
  }

  @Test
  void assign_manyUsers_followsWeights() {
    announce(experiment("weights", "a", 1, 0.2, 0.8));
    Map<String, Integer> counts = new HashMap<>();
    for (int i = 0; i < 20_000; i++) {
      counts.merge(variant("weights", "user-" + i).orElseThrow(), 1, Integer::sum);
    }
    assertThat(counts.getOrDefault("treatment", 0) / 20_000.0).isCloseTo(0.8, within(0.02));
  }

  @Test
  void assign_twoOfOneLayer_shareNoUserAndALaterOneMovesNobody() {
    announce(experiment("zz-first", "a", 0.5, 0.5, 0.5));
    Map<String, Optional<String>> before = new HashMap<>();
    for (int i = 0; i < 2_000; i++) {
      before.put("user-" + i, variant("zz-first", "user-" + i));
    }
    for (int i = 0; i < 50; i++) {
      announce(later(experiment("aa-later-" + i, i % 2 == 0 ? "a" : "b" + i, 1, 0.5, 0.5), 5 + i));
    }
    before.forEach(
        (user, was) -> {
          assertThat(variant("zz-first", user)).isEqualTo(was);
          long inLayer =
              experiments.assign(user).stream()
                  .filter(a -> a.variant() != null && a.experiment().layer().equals("a"))
                  .count();
          assertThat(inLayer).isEqualTo(1);
        });
  }

  @Test
  void assign_stoppedOrForced_overridesTheHash() {
    Experiment running = experiment("x", "a", 1, 1, 0);
    announce(running);
    assertThat(variant("x", "vip")).hasValue("treatment");
    assertThat(variant("x", "other")).hasValue("control");
    announce(running.with(Experiment.Status.STOPPED, 2, "test"));
    assertThat(variant("x", "vip")).isEmpty();
  }

  @Test
  void put_parameterOfAnotherLayer_isRefused() {
    announce(experiment("holder", "a", 1, 0.5, 0.5));
    assertThatThrownBy(() -> experiments.put(experiment("rival", "b", 1, 0.5, 0.5), "test"))
        .isInstanceOf(InvalidRecordException.class)
        .hasMessageContaining("holder")
        .hasMessageContaining("rerank.mmr.lambda");
    assertThat(producer.history()).isEmpty();
  }

  @Test
  void codec_roundTrip_isEqual() {
    Experiment experiment = experiment("round", "a", 0.3, 0.5, 0.5);
    assertThat(ExperimentCodec.decode(ExperimentCodec.encode(experiment))).isEqualTo(experiment);
  }

  @Test
  void put_andCodec_writeTheTopic() {
    experiments.put(experiment("written", "a", 1, 0.5, 0.5), "test");
    assertThat(producer.history()).hasSize(1);
    Experiment written = ExperimentCodec.decode(producer.history().get(0).value());
    assertThat(written.startedMs()).isEqualTo(1_000);
    assertThat(written.updatedBy()).isEqualTo("test");
  }

  private Optional<String> variant(String key, String user) {
    return experiments.assign(user).stream()
        .filter(a -> a.experiment().key().equals(key) && a.variant() != null)
        .map(a -> a.variant() == null ? "" : a.variant().key())
        .findFirst();
  }

  private void announce(Experiment experiment) {
    experiments.handle(experiment.key(), ExperimentCodec.encode(experiment), 0);
  }

  private static Experiment later(Experiment e, long startedMs) {
    return new Experiment(
        e.key(),
        e.layer(),
        e.status(),
        e.hashVersion(),
        e.seed(),
        e.coverage(),
        null,
        e.variants(),
        e.forced(),
        startedMs,
        startedMs,
        "test");
  }

  private static Experiment experiment(
      String key, String layer, double coverage, double control, double treatment) {
    return new Experiment(
        key,
        layer,
        Experiment.Status.RUNNING,
        2,
        key,
        coverage,
        null,
        List.of(
            new Variant("control", control, Map.of()),
            new Variant(
                "treatment", treatment, Map.of("rerank.mmr.lambda", DoubleNode.valueOf(0.7)))),
        Map.of("vip", "treatment"),
        1,
        1,
        "test");
  }
}
