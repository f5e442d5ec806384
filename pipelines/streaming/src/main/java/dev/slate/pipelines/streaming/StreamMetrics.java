package dev.slate.pipelines.streaming;

import dev.slate.featurestore.admission.Refusal;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.concurrent.atomic.LongAdder;

/** Names what the lanes count; each series has the tag {@code topic}. */
final class StreamMetrics {
  private final MeterRegistry registry;

  StreamMetrics(MeterRegistry registry) {
    this.registry = registry;
  }

  /** Shows one lane's figures, for as long as the registry lives. */
  void bind(Route route, LaneStats stats, int partitions) {
    String topic = route.topic();
    counter("slate.stream.records", "records read", topic, stats.records);
    counter("slate.stream.accepted", "events folded", topic, stats.accepted);
    counter("slate.stream.duplicates", "repeated events dropped", topic, stats.duplicates);
    counter(
        "slate.stream.dedup_window_exceeded",
        "events too old for a repeat of them to be told",
        topic,
        stats.dedupWindowExceeded);
    counter("slate.stream.erasures", "users erased", topic, stats.erasures);
    counter("slate.stream.commits", "batches committed", topic, stats.commits);
    counter("slate.stream.states", "states written", topic, stats.states);
    counter("slate.stream.commit_nanos", "time spent on commits, ns", topic, stats.commitNanos);
    counter("slate.stream.fenced", "commits refused to a former owner", topic, stats.fenced);
    counter("slate.stream.rewinds", "times that stored state was lost", topic, stats.rewinds);
    for (Refusal reason : Refusal.values()) {
      FunctionCounter.builder(
              "slate.stream.dead_letters", stats.deadLetters(reason), LongAdder::sum)
          .description("records put aside")
          .tags("topic", topic, "reason", reason.wireName())
          .register(registry);
    }
    for (int partition = 0; partition < partitions; partition++) {
      int number = partition;
      Gauge.builder("slate.stream.partition_lag", stats, s -> s.lagOf(number))
          .description("records not yet read, where this job owns the partition")
          .tags("topic", topic, "partition", Integer.toString(number))
          .register(registry);
    }
  }

  private void counter(String name, String description, String topic, LongAdder adder) {
    FunctionCounter.builder(name, adder, LongAdder::sum)
        .description(description)
        .tag("topic", topic)
        .register(registry);
  }
}
