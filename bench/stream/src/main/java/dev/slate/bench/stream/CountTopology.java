package dev.slate.bench.stream;

import dev.slate.data.Topics;
import dev.slate.data.event.Event;
import dev.slate.data.event.EventCodec;
import dev.slate.featurestore.Entity;
import dev.slate.featurestore.FeatureCatalog;
import dev.slate.featurestore.FeatureView;
import java.util.concurrent.atomic.LongAdder;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.KStream;
import org.apache.kafka.streams.kstream.Repartitioned;

/**
 * A topology that counts what the default catalogue counts: by user, and by item after one
 * repartition. Events are decoded by Slate's own codec, so that only the engines differ.
 */
abstract class CountTopology {
  static final Serde<Event> EVENTS =
      Serdes.serdeFrom(
          (topic, event) -> EventCodec.encode(event), (topic, bytes) -> EventCodec.decode(bytes));

  private final LongAdder users = new LongAdder();
  private final LongAdder items = new LongAdder();

  /** Counts one entity's features from a stream that is keyed by it. */
  abstract void count(KStream<String, Event> keyed, FeatureView view);

  Topology build() {
    StreamsBuilder builder = new StreamsBuilder();
    KStream<String, Event> byUser =
        builder.stream(Topics.EVENTS, Consumed.with(Serdes.String(), EVENTS));
    count(byUser.peek((id, event) -> users.increment()), FeatureCatalog.standard().userActivity());
    KStream<String, Event> byItem =
        byUser
            .selectKey((id, event) -> Entity.ITEM.idOf(event))
            .repartition(
                Repartitioned.with(Serdes.String(), EVENTS)
                    .withName("by-item")
                    .withNumberOfPartitions(Platform.PARTITIONS));
    count(byItem.peek((id, event) -> items.increment()), FeatureCatalog.standard().itemActivity());
    return builder.build();
  }

  /** Events that were counted for their user. */
  final long users() {
    return users.sum();
  }

  /** Events that were counted for their item. */
  final long items() {
    return items.sum();
  }
}
