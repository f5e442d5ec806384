package dev.slate.bench.system;

import com.linecorp.armeria.client.WebClient;
import dev.slate.bench.load.OpenLoop;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletionStage;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Loads any server that is already there, as {@code load} loads Slate. */
@Command(
    name = "ask",
    mixinStandardHelpOptions = true,
    description = "Open-loop load on lists for the world's users from a running server.")
final class AskCommand implements Callable<Integer> {
  @Option(names = "--url", required = true, description = "Such as http://127.0.0.1:8088")
  private String url = "";

  @Option(
      names = "--path",
      defaultValue = "/v1/recommendations/{user}?count=20",
      description = "Default: ${DEFAULT-VALUE}")
  private String path = "";

  @Option(names = "--users", required = true, description = "Users u1..uN.")
  private int users;

  @Option(
      names = "--rates",
      split = ",",
      defaultValue = "300",
      description = "Requests a second, one after the other. Default: ${DEFAULT-VALUE}")
  private List<Integer> rates = List.of();

  @Option(
      names = "--seconds",
      defaultValue = "20",
      description = "At each rate. Default: ${DEFAULT-VALUE}")
  private int seconds;

  @Option(
      names = "--warm-up",
      defaultValue = "10",
      description = "Seconds. Default: ${DEFAULT-VALUE}")
  private int warmUp;

  @Option(
      names = "--least-bytes",
      defaultValue = "100",
      description = "A shorter body is no list. Default: ${DEFAULT-VALUE}")
  private int leastBytes;

  @Option(
      names = "--pids",
      split = ",",
      required = true,
      description = "The server's processes, whose CPU is counted.")
  private List<Long> pids = List.of();

  private final SplittableRandom random = new SplittableRandom(13);

  @Override
  public Integer call() {
    WebClient client =
        WebClient.builder(url.replace("http://", "h1c://"))
            .responseTimeout(Duration.ofSeconds(30))
            .build();
    new OpenLoop().run(rates.get(0), Duration.ofSeconds(warmUp), i -> ask(client));
    System.out.println("  rate    sent failed answered/s   p50 ms   p90 ms   p99 ms  server CPU");
    for (int rate : rates) {
      double before = cpuSeconds();
      OpenLoop load = new OpenLoop();
      load.run(rate, Duration.ofSeconds(seconds), i -> ask(client));
      System.out.printf(
          Locale.ROOT,
          "%6d %7d %6d %10.0f %8.2f %8.2f %8.2f %8.2f ms%n",
          rate,
          load.sent(),
          load.failures(),
          load.goodPerSecond(),
          load.millisAt(50),
          load.millisAt(90),
          load.millisAt(99),
          (cpuSeconds() - before) * 1_000 / load.sent());
    }
    return 0;
  }

  private CompletionStage<Boolean> ask(WebClient client) {
    return client
        .get(path.replace("{user}", WorldEvents.user(random.nextInt(users))))
        .aggregate()
        .thenApply(
            answer -> answer.status().code() == 200 && answer.content().length() >= leastBytes);
  }

  private double cpuSeconds() {
    return pids.stream()
        .flatMap(pid -> ProcessHandle.of(pid).stream())
        .flatMap(process -> process.info().totalCpuDuration().stream())
        .mapToDouble(cpu -> cpu.toNanos() / 1e9)
        .sum();
  }
}
