package dev.slate.bench.system;

import dev.slate.bench.load.OpenLoop;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/**
 * One round at one rate.
 *
 * @param millis at p50, p90, p99, p99.9
 * @param servingMillis CPU of serving per request, all of its threads
 * @param redisMillis CPU of Redis per request
 * @param otherMillis CPU of the generator, the broker and the stream job per request
 */
record Round(
    int rate,
    long sent,
    long failed,
    List<Double> millis,
    double servingMillis,
    double redisMillis,
    double otherMillis,
    long residentMib,
    Map<String, Long> outcomes) {
  private static final List<Double> PERCENTILES = List.of(50.0, 90.0, 99.0, 99.9);

  static Round of(
      int rate, Duration duration, Requests requests, ServingProcess serving, Platform platform) {
    double servingCpu = serving.cpuSeconds();
    double redisCpu = platform.redisCpuSeconds();
    double ownCpu = ownCpuSeconds();
    OpenLoop load = new OpenLoop();
    load.run(rate, duration, requests::send);
    double perRequest = 1_000.0 / load.sent();
    return new Round(
        rate,
        load.sent(),
        load.failures(),
        PERCENTILES.stream().map(load::millisAt).toList(),
        (serving.cpuSeconds() - servingCpu) * perRequest,
        (platform.redisCpuSeconds() - redisCpu) * perRequest,
        (ownCpuSeconds() - ownCpu) * perRequest,
        serving.residentMib(),
        requests.takeOutcomes());
  }

  private static double ownCpuSeconds() {
    return ProcessHandle.current()
        .info()
        .totalCpuDuration()
        .map(d -> d.toNanos() / 1e9)
        .orElse(0.0);
  }

  static Round median(List<Round> rounds) {
    Round any = rounds.get(0);
    return new Round(
        any.rate,
        rounds.stream().mapToLong(Round::sent).sum(),
        rounds.stream().mapToLong(Round::failed).sum(),
        List.of(0, 1, 2, 3).stream().map(i -> median(rounds, r -> r.millis.get(i))).toList(),
        median(rounds, Round::servingMillis),
        median(rounds, Round::redisMillis),
        median(rounds, Round::otherMillis),
        (long) median(rounds, Round::residentMib),
        Map.of());
  }

  private static double median(List<Round> rounds, ToDoubleFunction<Round> value) {
    double[] sorted = rounds.stream().mapToDouble(value).sorted().toArray();
    int middle = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  }

  static String head() {
    return String.format(
        Locale.ROOT,
        "%6s %7s %6s %8s %8s %8s %8s %12s %10s %10s %8s",
        "rate",
        "sent",
        "failed",
        "p50 ms",
        "p90",
        "p99",
        "p99.9",
        "serving CPU",
        "Redis CPU",
        "other CPU",
        "RSS MiB");
  }

  String line() {
    return String.format(
        Locale.ROOT,
        "%6d %7d %6d %8.2f %8.2f %8.2f %8.2f %9.2f ms %7.2f ms %7.2f ms %8d  %s",
        rate,
        sent,
        failed,
        millis.get(0),
        millis.get(1),
        millis.get(2),
        millis.get(3),
        servingMillis,
        redisMillis,
        otherMillis,
        residentMib,
        outcomes.isEmpty() ? "" : outcomes);
  }
}
