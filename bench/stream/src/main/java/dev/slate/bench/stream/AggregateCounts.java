package dev.slate.bench.stream;

import dev.slate.data.event.Event;
import dev.slate.featurestore.EntityState;
import dev.slate.featurestore.FeatureView;
import dev.slate.featurestore.feature.DecayedCount;
import dev.slate.featurestore.feature.Feature;
import dev.slate.featurestore.feature.TotalCount;
import dev.slate.featurestore.feature.WindowedCount;
import java.util.List;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.kstream.Grouped;
import org.apache.kafka.streams.kstream.KStream;
import org.apache.kafka.streams.kstream.Materialized;

/**
 * All counts of an entity in one {@code aggregate()}, folded and encoded by Slate's own state: the
 * best that a user of Kafka Streams could write by hand.
 */
final class AggregateCounts extends CountTopology {

  @Override
  void count(KStream<String, Event> keyed, FeatureView view) {
    FeatureView counts = countsOf(view);
    Serde<EntityState> states =
        Serdes.serdeFrom(
            (topic, state) -> state.encode(),
            (topic, bytes) -> bytes == null ? null : EntityState.decode(counts, bytes));
    var unused =
        keyed
            .groupByKey(Grouped.with(Serdes.String(), EVENTS))
            .aggregate(
                () -> EntityState.empty(counts),
                (id, event, state) -> {
                  state.apply(event);
                  return state;
                },
                Materialized.with(Serdes.String(), states));
  }

  private static FeatureView countsOf(FeatureView view) {
    List<Feature<?>> counts =
        view.features().stream()
            .filter(
                f ->
                    f instanceof WindowedCount
                        || f instanceof DecayedCount
                        || f instanceof TotalCount)
            .toList();
    return new FeatureView(
        view.name(),
        view.entity(),
        view.source(),
        view.owner(),
        view.description(),
        view.ttl(),
        view.objective(),
        counts);
  }
}
