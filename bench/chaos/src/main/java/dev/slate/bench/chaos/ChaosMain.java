package dev.slate.bench.chaos;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code bench/chaos/run}: breaks what serving needs, one after the other, under load. */
@Command(
    name = "bench/chaos/run",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description =
        "Faults, overload and swaps of models under an open load; exits with 1 if a bar is missed.",
    footer = {
      "",
      "Example: bench/chaos/run --seconds 60",
      "         bench/chaos/run --faults redis-slow,kafka-gone --seconds 20 --swaps 10 --overload 10"
    })
public final class ChaosMain implements Callable<Integer> {
  private static final double MAX_P99_MS = 50;
  private static final Duration WARM = Duration.ofSeconds(8);
  private static final int WARM_RATE = 80;
  private static final int ATTEMPTS = 20;
  private static final double MAX_OTHERS = 0.02;

  @Option(
      names = "--faults",
      split = ",",
      description = "Default: all; none for no fault. One or more of: ${COMPLETION-CANDIDATES}",
      completionCandidates = Titles.class)
  private List<String> faults = new Titles().titles;

  @Option(
      names = "--seconds",
      defaultValue = "60",
      description = "How long each fault lasts. Default: ${DEFAULT-VALUE}")
  private int seconds;

  @Option(
      names = "--rate",
      defaultValue = "100",
      description = "Requests a second. Default: ${DEFAULT-VALUE}")
  private int rate;

  @Option(
      names = "--hurried",
      defaultValue = "1",
      description =
          "Percent of answers that may be refused, hurried, or without a store that is there:"
              + " the machine is shared with the load. Default: ${DEFAULT-VALUE}")
  private double hurried;

  @Option(names = "--swaps", defaultValue = "0", description = "Swaps of the champion after that.")
  private int swaps;

  @Option(
      names = "--overload",
      defaultValue = "0",
      description = "Seconds of each rate of an overload after that; 0: none.")
  private int overload;

  /** Names of the faults. */
  static final class Titles extends ArrayList<String> {
    private static final long serialVersionUID = 1L;

    final List<String> titles = new ArrayList<>();

    Titles() {
      for (Fault fault : Fault.values()) {
        titles.add(fault.title());
      }
      addAll(titles);
    }
  }

  public static void main(String[] args) {
    System.exit(new CommandLine(new ChaosMain()).execute(args));
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    Path home = Files.createTempDirectory("slate-chaos");
    System.out.println("in " + home);
    boolean met = true;
    try (ChaosWorld world = new ChaosWorld(home, Map.of())) {
      Load load = new Load(world.port(), Requests::ofPage);
      warm(load);
      if (!faults.equals(List.of("none"))) {
        met = breakAll(world, load);
      }
      if (swaps > 0) {
        met &= new Swaps(world).run(load, rate, swaps);
      }
      if (overload > 0) {
        met &=
            new Overload(new Load(world.port(), Requests::mixed), Duration.ofSeconds(overload))
                .run();
      }
      met &= stop(world);
    }
    return met ? 0 : 1;
  }

  private boolean breakAll(ChaosWorld world, Load load) throws InterruptedException {
    boolean met = true;
    System.out.println(FaultRun.head());
    for (Fault fault : Fault.values()) {
      if (faults.contains(fault.title())) {
        FaultRun run = new FaultRun(fault, hurried / 100);
        run.run(world, load, rate, Duration.ofSeconds(seconds));
        boolean quick = run.p99Millis() <= MAX_P99_MS;
        met &= run.isRight() && quick;
        System.out.println(run + (run.isRight() && quick ? "  ok" : "  MISSED"));
      }
    }
    return met;
  }

  /** Until every user was answered from the own state, and such answers are the rule. */
  static void warm(Load load) throws InterruptedException {
    Set<String> users = new HashSet<>();
    Phase last = new Phase();
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      Phase round = new Phase();
      load.run(
          WARM_RATE,
          WARM,
          answer -> {
            Standing standing = Standing.of(answer);
            round.take(standing);
            if (standing == Standing.FULL) {
              users.add(Requests.userOf(answer.request()));
            }
          });
      if (users.size() == ChaosWorld.USERS
          && round.count(Standing.FULL) >= (1 - MAX_OTHERS) * round.answers()) {
        return;
      }
      last = round;
      TimeUnit.SECONDS.sleep(1);
    }
    throw new IllegalStateException(
        "answers do not become full: %d of %d users; %s"
            .formatted(users.size(), ChaosWorld.USERS, last));
  }

  private static boolean stop(ChaosWorld world) {
    long begin = System.nanoTime();
    boolean clean = world.serving().stop();
    System.out.printf(
        Locale.ROOT,
        "stopped in %.1f s (bar 5)  %s%n",
        (System.nanoTime() - begin) / 1e9,
        clean ? "ok" : "MISSED");
    return clean;
  }
}
