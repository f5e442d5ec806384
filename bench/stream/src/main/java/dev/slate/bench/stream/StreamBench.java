package dev.slate.bench.stream;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.HdrHistogram.Histogram;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * The stream job's throughput beside Kafka Streams' on the same log, and its freshness at a rate.
 * Broker, Redis and engines share the machine. Rounds alternate; medians are printed.
 */
@Command(
    name = "bench/stream/run",
    mixinStandardHelpOptions = true,
    description = "Measures the stream job: events a second beside Kafka Streams, and freshness.",
    footer = {"", "Example: bench/stream/run --events 2000000 --rounds 3"})
public final class StreamBench implements Callable<Integer> {
  private static final Duration WARM_UP = Duration.ofSeconds(10);

  @Option(names = "--events", description = "Events of a round. Default: ${DEFAULT-VALUE}")
  private int events = 2_000_000;

  @Option(names = "--rounds", description = "Rounds after a warm-up one. Default: ${DEFAULT-VALUE}")
  private int rounds = 3;

  @Option(
      names = "--rate",
      description = "Events a second for freshness. Default: ${DEFAULT-VALUE}")
  private int rate = 50_000;

  @Option(names = "--seconds", description = "How long at that rate. Default: ${DEFAULT-VALUE}")
  private int seconds = 20;

  @Option(
      names = "--commit-ms",
      description = "Commit interval of Kafka Streams. Default: ${DEFAULT-VALUE}")
  private long commitMs = 100;

  @Option(
      names = "--append-only",
      description =
          "Whether Redis writes its append-only file: yes or no. Default: ${DEFAULT-VALUE}")
  private String appendOnly = "no";

  public static void main(String[] arguments) {
    System.exit(new CommandLine(new StreamBench()).execute(arguments));
  }

  @Override
  public Integer call() throws Exception {
    List<Double> slate = new ArrayList<>();
    List<Double> aggregate = new ArrayList<>();
    List<Double> dsl = new ArrayList<>();
    for (int round = 0; round <= rounds; round++) {
      Path directory = Files.createTempDirectory("slate-bench-stream");
      try (Platform platform = new Platform(directory, appendOnly)) {
        platform.fill(new ZipfLog("r" + round + "-", round), events);
        KafkaStreamsRun streams =
            new KafkaStreamsRun(platform, directory.resolve("stores"), commitMs);
        measured(round, "Slate, all features, into Redis", slate, SlateRun.seconds(platform));
        measured(
            round,
            "Kafka Streams, counts, one aggregate",
            aggregate,
            streams.seconds("aggregate", new AggregateCounts(), events));
        measured(
            round,
            "Kafka Streams, counts, one count() each",
            dsl,
            streams.seconds("dsl", new DslCounts(), events));
        if (round == rounds) {
          freshness(platform);
        }
      } finally {
        delete(directory);
      }
    }
    System.out.printf(
        Locale.ROOT,
        "median: Slate %,.0f events/s; Kafka Streams %,.0f (aggregate, ratio %.1f), %,.0f (count(),"
            + " ratio %.1f)%n",
        median(slate),
        median(aggregate),
        median(slate) / median(aggregate),
        median(dsl),
        median(slate) / median(dsl));
    return 0;
  }

  private void measured(int round, String what, List<Double> rates, double took) {
    System.out.printf(
        Locale.ROOT,
        "%s %-40s %,d events in %5.1f s: %,9.0f events/s%n",
        round == 0 ? "warm-up" : "round " + round,
        what,
        events,
        took,
        events / took);
    if (round > 0) {
      rates.add(events / took);
    }
  }

  private void freshness(Platform platform) throws Exception {
    Histogram micros = new HalfLoad(platform).run(rate, WARM_UP, Duration.ofSeconds(seconds));
    System.out.printf(
        Locale.ROOT,
        "accepted to readable at %,d events/s, %,d timed: p50 %.1f ms, p99 %.1f ms, max %.1f ms%n",
        rate,
        micros.getTotalCount(),
        micros.getValueAtPercentile(50) / 1e3,
        micros.getValueAtPercentile(99) / 1e3,
        micros.getMaxValue() / 1e3);
  }

  private static double median(List<Double> values) {
    List<Double> sorted = values.stream().sorted().toList();
    int n = sorted.size();
    return n == 0 ? Double.NaN : (sorted.get((n - 1) / 2) + sorted.get(n / 2)) / 2;
  }

  private static void delete(Path directory) throws IOException {
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    }
  }
}
