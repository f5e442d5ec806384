package dev.slate.bench.load;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * Asks a running Slate for slates at a fixed rate and prints latency, failures, rungs and models.
 *
 * <p>With {@code --swap-every} it meanwhile rolls the champion back and forth, so that hot swaps
 * happen under load: {@code ./slate bench --rate 200 --seconds 30 --swap-every 5}.
 */
@Command(
    name = "slate bench",
    mixinStandardHelpOptions = true,
    description = "Open-loop load on the recommendations API of a running Slate.",
    footer = {"", "Example: slate bench --rate 200 --seconds 30 --swap-every 5"})
public final class LoadMain implements Callable<Integer> {
  private static final Pattern RUNG = Pattern.compile("\"rung\"\\s*:\\s*\"([^\"]*)\"");
  private static final Pattern MODEL = Pattern.compile("\"model\"\\s*:\\s*\"([^\"]*)\"");

  @Option(
      names = "--url",
      defaultValue = "${SLATE_URL:-http://127.0.0.1:8080}",
      description = "Default: ${DEFAULT-VALUE}")
  private String url = "";

  @Option(
      names = "--rate",
      defaultValue = "200",
      description = "Requests a second. Default: ${DEFAULT-VALUE}")
  private int rate;

  @Option(names = "--seconds", defaultValue = "30", description = "Default: ${DEFAULT-VALUE}")
  private int seconds;

  @Option(
      names = "--warm-up",
      defaultValue = "10",
      description = "Seconds not counted. Default: ${DEFAULT-VALUE}")
  private int warmUp;

  @Option(
      names = "--users",
      defaultValue = "1000",
      description = "Users u1..uN. Default: ${DEFAULT-VALUE}")
  private int users;

  @Option(names = "--user-prefix", defaultValue = "u", description = "Default: ${DEFAULT-VALUE}")
  private String userPrefix = "";

  @Option(
      names = "--path",
      defaultValue = "/v1/recommendations/{user}?count=20",
      description = "What is asked for; another server's, to compare. Default: ${DEFAULT-VALUE}")
  private String path = "";

  @Option(
      names = "--swap-every",
      defaultValue = "0",
      description = "Seconds between swaps of the champion; 0 for none.")
  private int swapEvery;

  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final ConcurrentMap<String, Integer> rungs = new ConcurrentHashMap<>();
  private final ConcurrentMap<String, Integer> models = new ConcurrentHashMap<>();
  private final ConcurrentMap<String, Integer> errors = new ConcurrentHashMap<>();

  public static void main(String[] args) {
    System.exit(new CommandLine(new LoadMain()).execute(args));
  }

  @Override
  public Integer call() throws InterruptedException {
    Random random = new Random(1);
    new OpenLoop().run(rate, Duration.ofSeconds(warmUp), i -> recommend(random.nextInt(users)));
    rungs.clear();
    models.clear();
    errors.clear();
    Thread swapper = new Thread(this::swap, "swapper");
    swapper.setDaemon(true);
    if (swapEvery > 0) {
      swapper.start();
    }
    OpenLoop load = new OpenLoop();
    load.run(rate, Duration.ofSeconds(seconds), i -> recommend(random.nextInt(users)));
    swapper.interrupt();
    swapper.join();
    System.out.printf(
        Locale.ROOT,
        "sent %d  failed %d  answered %.0f/s  p50 %.2f ms  p90 %.2f ms  p99 %.2f ms  max %.2f ms%n",
        load.sent(),
        load.failures(),
        load.goodPerSecond(),
        load.millisAt(50),
        load.millisAt(90),
        load.millisAt(99),
        load.millisAt(100));
    print("rungs", rungs);
    print("models", models);
    print("errors", errors);
    return load.failures() == 0 ? 0 : 1;
  }

  private CompletionStage<Boolean> recommend(int user) {
    URI uri = URI.create(url + path.replace("{user}", userPrefix + (user + 1)));
    return client
        .sendAsync(
            HttpRequest.newBuilder(uri).timeout(Duration.ofSeconds(30)).build(),
            BodyHandlers.ofString())
        .handle(
            (response, error) -> {
              if (error != null || response.statusCode() != 200) {
                errors.merge(
                    error != null ? error.toString() : "HTTP " + response.statusCode(),
                    1,
                    Integer::sum);
                return false;
              }
              count(rungs, RUNG, response.body());
              count(models, MODEL, response.body());
              return true;
            });
  }

  private static void count(Map<String, Integer> counts, Pattern field, String json) {
    Matcher matcher = field.matcher(json);
    counts.merge(matcher.find() ? matcher.group(1) : "none", 1, Integer::sum);
  }

  /** Moves the champion back and forth until interrupted; each roll-back also swaps previous. */
  private void swap() {
    HttpRequest rollback =
        HttpRequest.newBuilder(URI.create(url + "/v1/models/rollback"))
            .POST(HttpRequest.BodyPublishers.noBody())
            .build();
    try {
      while (true) {
        TimeUnit.SECONDS.sleep(swapEvery);
        int status = client.send(rollback, BodyHandlers.discarding()).statusCode();
        if (status != 200) {
          errors.merge("rollback HTTP " + status, 1, Integer::sum);
        }
      }
    } catch (InterruptedException | IOException e) {
      // Interrupted when the load ends; a server that went away shows as failed requests.
      Thread.currentThread().interrupt();
    }
  }

  private static void print(String name, Map<String, Integer> counts) {
    if (!counts.isEmpty()) {
      System.out.println(name + " " + new TreeMap<>(counts));
    }
  }
}
