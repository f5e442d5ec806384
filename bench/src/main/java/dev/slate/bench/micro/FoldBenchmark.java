package dev.slate.bench.micro;

import dev.slate.data.event.Event;
import dev.slate.data.event.EventHeader;
import dev.slate.data.event.EventKind;
import dev.slate.featurestore.EntityState;
import dev.slate.featurestore.FeatureCatalog;
import dev.slate.featurestore.FeatureView;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What the stream job does to one entity: a fold of an event, a write and a read of a state of
 * 1,000 events. {@code java -cp ... org.openjdk.jmh.Main FoldBenchmark -f 1}
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 3, time = 1)
public class FoldBenchmark {
  private static final int EVENTS = 1_000;
  private static final long BEGIN_MS = 1_700_000_000_000L;
  private static final long GAP_MS = 30_000;

  @Param({"user_activity", "item_activity"})
  public String name = "user_activity";

  private final List<Event> events = new ArrayList<>();
  private FeatureView view = FeatureCatalog.standard().userActivity();
  private EntityState state = EntityState.empty(view);
  private byte[] bytes = new byte[0];

  @Setup
  public void fold() {
    view = FeatureCatalog.standard().view(name).orElseThrow();
    SplittableRandom random = new SplittableRandom(1);
    for (int i = 0; i < EVENTS; i++) {
      String id = new UUID(random.nextLong(), random.nextLong()).toString();
      EventHeader header =
          new EventHeader(id, "user-1", "item-" + random.nextInt(500), BEGIN_MS + i * GAP_MS);
      boolean shown = random.nextInt(10) < 6;
      events.add(Event.of(shown ? EventKind.IMPRESSION : EventKind.CLICK, header, Double.NaN));
    }
    state = folded();
    bytes = state.encode();
  }

  private EntityState folded() {
    EntityState all = EntityState.empty(view);
    events.forEach(all::apply);
    return all;
  }

  /** A thousand folds, from nothing: divide by 1,000. */
  @Benchmark
  public EntityState thousandEvents() {
    return folded();
  }

  @Benchmark
  public byte[] write() {
    return state.encode();
  }

  @Benchmark
  public EntityState read() {
    return EntityState.decode(view, bytes);
  }
}
