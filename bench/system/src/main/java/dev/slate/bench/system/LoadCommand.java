package dev.slate.bench.system;

import com.linecorp.armeria.common.HttpMethod;
import dev.slate.bench.load.OpenLoop;
import dev.slate.pipelines.streaming.StreamJob;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Loads a prepared world at fixed rates; experiments run and exposures are written. */
@Command(
    name = "load",
    mixinStandardHelpOptions = true,
    description = "Open-loop load on a prepared world, with the CPU that serving takes.")
final class LoadCommand implements Callable<Integer> {
  @Option(names = "--home", required = true, description = "As given to prepare.")
  private Path home = Path.of("");

  @Option(
      names = "--rates",
      split = ",",
      defaultValue = "300",
      description = "Requests a second, one after the other. Default: ${DEFAULT-VALUE}")
  private List<Integer> rates = List.of();

  @Option(
      names = "--seconds",
      defaultValue = "20",
      description = "Of a round. Default: ${DEFAULT-VALUE}")
  private int seconds;

  @Option(
      names = "--rounds",
      defaultValue = "3",
      description = "At each rate. Default: ${DEFAULT-VALUE}")
  private int rounds;

  @Option(
      names = "--warm-up",
      defaultValue = "40",
      description = "Seconds. Default: ${DEFAULT-VALUE}")
  private int warmUp;

  @Option(
      names = "--count",
      defaultValue = "20",
      description = "Items of a slate. Default: ${DEFAULT-VALUE}")
  private int count;

  @Option(
      names = "--candidates",
      defaultValue = "200",
      description =
          "Of each of the two model sources: 200 give about 500. Default: ${DEFAULT-VALUE}")
  private int candidates;

  @Option(
      names = "--flags",
      split = " ",
      defaultValue =
          "-Xmx2g -XX:+UseG1GC -Xmn256m -XX:MaxTenuringThreshold=1 -XX:+UseTransparentHugePages",
      description = "Of serving's JVM: as the launcher's. Default: ${DEFAULT-VALUE}")
  private List<String> flags = List.of();

  @Override
  public Integer call() throws InterruptedException {
    WorldShape shape = WorldShape.read(home);
    try (Platform platform = new Platform(home.toAbsolutePath());
        StreamJob stream = new StreamJob(platform.config(), "bench");
        ServingProcess serving = serving(platform)) {
      stream.start();
      Requests requests = new Requests(serving.url(), shape.users(), count);
      awaitFull(requests);
      experiments(requests);
      System.out.println(
          candidates(requests.call(HttpMethod.GET, "/v1/recommendations/u1?explain=true", "")));
      new OpenLoop().run(rates.get(0), Duration.ofSeconds(warmUp), requests::send);
      requests.takeOutcomes();
      System.out.println(Round.head());
      for (int rate : rates) {
        List<Round> all = new ArrayList<>();
        for (int round = 0; round < rounds; round++) {
          all.add(Round.of(rate, Duration.ofSeconds(seconds), requests, serving, platform));
          System.out.println(all.get(round).line());
        }
        System.out.println(Round.median(all).line() + "  median");
      }
    }
    return 0;
  }

  private ServingProcess serving(Platform platform) {
    Map<String, String> environment = platform.environment();
    environment.put("SLATE_SERVING_CANDIDATES", Integer.toString(candidates));
    return new ServingProcess(environment, flags, home.resolve("serving.log"));
  }

  private static void awaitFull(Requests requests) throws InterruptedException {
    long end = System.nanoTime() + TimeUnit.MINUTES.toNanos(3);
    while (!requests.call(HttpMethod.GET, "/v1/recommendations/u1", "").contains("\"full\"")) {
      if (System.nanoTime() > end) {
        throw new IllegalStateException("no full slate within three minutes; see serving.log");
      }
      TimeUnit.MILLISECONDS.sleep(200);
    }
  }

  private static void experiments(Requests requests) {
    for (String parameter : List.of("rerank.mmr.lambda", "retrieve.trending.candidates")) {
      String key = parameter.replace('.', '-');
      boolean isShare = parameter.endsWith("lambda");
      String variants =
          String.format(
              Locale.ROOT,
              "{\"variants\":[{\"key\":\"control\",\"weight\":0.5},{\"key\":\"treatment\","
                  + "\"weight\":0.5,\"parameters\":{\"%s\":%s}}]}",
              parameter,
              isShare ? "0.8" : "60");
      requests.call(HttpMethod.PUT, "/v1/experiments/" + key, variants);
      requests.call(HttpMethod.POST, "/v1/experiments/" + key + "/start", "");
    }
  }

  private static String candidates(String trace) {
    int from = trace.indexOf("\"sources\":[{\"source\"");
    from = from < 0 ? trace.indexOf("\"candidates\"") : from;
    return from < 0 ? "no trace" : trace.substring(from, Math.min(trace.length(), from + 700));
  }
}
