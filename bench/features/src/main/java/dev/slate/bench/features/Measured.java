package dev.slate.bench.features;

import dev.slate.bench.load.OpenLoop;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletionStage;
import java.util.function.IntFunction;

/** One thing that is measured round by round; its figures are medians over the rounds. */
final class Measured {
  private final String name;
  private final int rate;
  private final IntFunction<CompletionStage<Boolean>> request;
  private final List<Double> p50 = new ArrayList<>();
  private final List<Double> p99 = new ArrayList<>();
  private long sent;
  private long failed;

  Measured(String name, int rate, IntFunction<CompletionStage<Boolean>> request) {
    this.name = name;
    this.rate = rate;
    this.request = request;
  }

  void warmUp(Duration duration) {
    new OpenLoop().run(rate, duration, request);
  }

  void round(Duration duration) {
    OpenLoop load = new OpenLoop();
    load.run(rate, duration, request);
    p50.add(load.millisAt(50));
    p99.add(load.millisAt(99));
    sent += load.sent();
    failed += load.failures();
  }

  double p99() {
    return median(p99);
  }

  String line() {
    return String.format(
        Locale.ROOT,
        "%-44s %6d/s %10d %7d %9.2f %9.2f   %s",
        name,
        rate,
        sent,
        failed,
        median(p50),
        median(p99),
        p99);
  }

  static String head() {
    return String.format(
        Locale.ROOT,
        "%-44s %8s %10s %7s %9s %9s   %s",
        "",
        "rate",
        "sent",
        "failed",
        "p50 ms",
        "p99 ms",
        "p99 of each round");
  }

  private static double median(List<Double> values) {
    List<Double> sorted = values.stream().sorted().toList();
    int middle = sorted.size() / 2;
    return sorted.size() % 2 == 1
        ? sorted.get(middle)
        : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
  }
}
