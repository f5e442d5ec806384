package dev.slate.bench.stream;

import dev.slate.data.event.Event;
import dev.slate.data.event.EventKind;
import dev.slate.featurestore.FeatureView;
import dev.slate.featurestore.feature.DecayedCount;
import dev.slate.featurestore.feature.Feature;
import dev.slate.featurestore.feature.TotalCount;
import dev.slate.featurestore.feature.WindowedCount;
import java.time.Duration;
import java.util.Set;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.kstream.Grouped;
import org.apache.kafka.streams.kstream.KGroupedStream;
import org.apache.kafka.streams.kstream.KStream;
import org.apache.kafka.streams.kstream.Materialized;
import org.apache.kafka.streams.kstream.TimeWindows;

/** One {@code count()} a feature, in tumbling windows as wide as Slate's tiles. */
final class DslCounts extends CountTopology {
  private static final int TILES = 24;
  private static final int TILES_PER_HALF_LIFE = 4;
  private static final int HALF_LIVES = 8;

  @Override
  void count(KStream<String, Event> keyed, FeatureView view) {
    for (Feature<?> feature : view.features()) {
      if (feature instanceof WindowedCount count) {
        windowed(keyed, count.kinds(), count.window().dividedBy(TILES), count.window());
      } else if (feature instanceof DecayedCount count) {
        Duration tile = count.halfLife().dividedBy(TILES_PER_HALF_LIFE);
        windowed(keyed, count.kinds(), tile, count.halfLife().multipliedBy(HALF_LIVES));
      } else if (feature instanceof TotalCount count) {
        var unused =
            grouped(keyed, count.kinds()).count(Materialized.with(Serdes.String(), Serdes.Long()));
      }
    }
  }

  private static void windowed(
      KStream<String, Event> keyed, Set<EventKind> kinds, Duration tile, Duration reach) {
    var unused =
        grouped(keyed, kinds)
            .windowedBy(TimeWindows.ofSizeAndGrace(tile, reach))
            .count(Materialized.with(Serdes.String(), Serdes.Long()));
  }

  private static KGroupedStream<String, Event> grouped(
      KStream<String, Event> keyed, Set<EventKind> kinds) {
    return keyed
        .filter((id, event) -> kinds.contains(event.kind()))
        .groupByKey(Grouped.with(Serdes.String(), EVENTS));
  }
}
