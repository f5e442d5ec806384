package dev.slate.bench.features;

import dev.slate.pipelines.local.platform.EmbeddedRedis;
import dev.slate.pipelines.local.platform.Ports;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * Latency of reads: requests are sent when they are due, whatever the answers do, and timed from
 * then. Redis, our server and Feast's are processes of their own on this machine; the peers are
 * measured in turn, round by round, on the same Redis with the same values.
 */
@Command(
    name = "reads",
    mixinStandardHelpOptions = true,
    description = "p50 and p99 of reading 100 and 1 entities of 50 features.",
    footer = {
      "",
      "Examples:",
      "  bench/features/run reads",
      "  bench/features/run reads --feast /tmp/feast-venv   # beside Feast's Python server"
    })
final class ReadBench implements Callable<Integer> {
  private static final int MANY = 100;
  private static final Duration FEAST_START = Duration.ofSeconds(120);

  @Option(names = "--rate", description = "Requests a second. Default: ${DEFAULT-VALUE}")
  private int rate = 300;

  @Option(names = "--rounds", description = "Default: ${DEFAULT-VALUE}")
  private int rounds = 5;

  @Option(names = "--seconds", description = "Of one round. Default: ${DEFAULT-VALUE}")
  private int seconds = 8;

  @Option(names = "--warm-up", description = "Seconds not counted. Default: ${DEFAULT-VALUE}")
  private int warmUp = 15;

  @Option(names = "--feast", description = "A virtual environment that has Feast, to compare")
  private @Nullable Path feast;

  @Option(
      names = "--feast-rate",
      description = "Requests a second that Feast can hold. Default: ${DEFAULT-VALUE}")
  private int feastRate = 5;

  @Override
  public Integer call() throws IOException, InterruptedException {
    Path directory = Files.createTempDirectory("slate-bench-features");
    try (EmbeddedRedis redis = EmbeddedRedis.start(directory.resolve("redis"))) {
      BenchView.fill(redis.uri());
      Map.Entry<ServerProcess, Integer> slate =
          ServerProcess.slate(redis.uri(), directory.resolve("slate.log"));
      try (ServerProcess ours = slate.getKey()) {
        if (feast == null) {
          measure(ours, slate.getValue(), -1);
          return 0;
        }
        int port = Ports.free();
        Peer peer = new Peer(feast, directory.resolve("repo"));
        Path views = directory.resolve("views.json");
        Files.writeString(views, PeerCheck.views(List.of(BenchView.VIEW)));
        peer.run("apply", redis.uri().substring("redis://".length()), views.toString());
        try (ServerProcess theirs =
            ServerProcess.start(
                peer.command("serve", Integer.toString(port)),
                Map.of(),
                directory.resolve("feast.log"))) {
          awaitPort(port);
          measure(ours, slate.getValue(), port);
        }
      }
    }
    return 0;
  }

  private static void awaitPort(int port) throws InterruptedException {
    long deadline = System.nanoTime() + FEAST_START.toNanos();
    while (System.nanoTime() < deadline) {
      try (Socket socket = new Socket()) {
        socket.connect(new InetSocketAddress("127.0.0.1", port), 500);
        return;
      } catch (IOException e) {
        Thread.sleep(200);
      }
    }
    throw new IllegalStateException("Feast's server does not listen on " + port);
  }

  private void measure(ServerProcess ours, int port, int feastPort) {
    try (GrpcLoad many = new GrpcLoad(port, MANY);
        GrpcLoad one = new GrpcLoad(port, 1)) {
      List<Measured> all = new ArrayList<>();
      all.add(new Measured("Slate, gRPC, 100 entities x 50 features", rate, many::send));
      all.add(new Measured("Slate, gRPC, 1 entity x 50 features", rate, one::send));
      if (feastPort > 0) {
        all.add(new Measured("Slate, gRPC, 100 entities, at Feast's rate", feastRate, many::send));
        all.add(
            new Measured(
                "Slate, JSON, 100 entities, at Feast's rate",
                feastRate,
                new JsonLoad(port, MANY)::send));
        all.add(
            new Measured(
                "Feast Python, JSON, 100 entities",
                feastRate,
                new JsonLoad(feastPort, MANY)::send));
        all.add(
            new Measured(
                "Feast Python, JSON, 1 entity", feastRate, new JsonLoad(feastPort, 1)::send));
      }
      all.forEach(each -> each.warmUp(Duration.ofSeconds(warmUp)));
      Duration before = ours.cpu();
      for (int round = 0; round < rounds; round++) {
        all.forEach(each -> each.round(Duration.ofSeconds(seconds)));
      }
      Duration spent = ours.cpu().minus(before);
      System.out.println(Measured.head());
      all.forEach(each -> System.out.println(each.line()));
      System.out.printf(Locale.ROOT, "CPU of Slate's server: %d ms%n", spent.toMillis());
      if (feastPort > 0) {
        System.out.printf(
            Locale.ROOT,
            "p99 of Feast / Slate: 100 entities %.1f (Feast at %d/s, Slate at %d/s), 1 entity %.1f%n",
            all.get(4).p99() / all.get(0).p99(),
            feastRate,
            rate,
            all.get(5).p99() / all.get(1).p99());
      }
    }
  }
}
