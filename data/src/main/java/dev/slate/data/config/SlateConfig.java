package dev.slate.data.config;

import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;

/**
 * Everything that can be configured, read once per process by {@link ConfigReader}; immutable.
 *
 * <p>The keys and their defaults are documented in {@code slate-defaults.conf}.
 */
public record SlateConfig(
    Path home,
    Http http,
    Kafka kafka,
    Redis redis,
    Paths paths,
    Ledger ledger,
    Nightly nightly,
    Train train,
    Serving serving) {

  /** Where the API listens; port 0 takes a free one. */
  public record Http(String host, int port) {}

  /**
   * The log; {@code partitions} is the number of partitions of the keyed topics and of the state.
   */
  public record Kafka(String bootstrapServers, int partitions) {}

  public record Redis(String uri) {}

  /** Directories that nightly writes and serving reads. */
  public record Paths(Path registry, Path lake) {}

  /** The JDBC address of the run ledger. */
  public record Ledger(String url, String user, String password) {}

  /** Where Spark runs and when the nightly run starts. */
  public record Nightly(String master, String cron, ZoneId timeZone) {}

  /** Hyper-parameters; one vocabulary for all trainers. */
  public record Train(double minRating, long seed, Als als, TwoTower twoTower, Ranker ranker) {}

  /** Implicit ALS (Hu, Koren, Volinsky 2008). */
  public record Als(int rank, int iterations, double regularization, double alpha) {}

  /** The two-tower model. */
  public record TwoTower(
      int dim, int epochs, int batchSize, double learningRate, double temperature) {}

  /** The boosted-tree ranker. */
  public record Ranker(int trees, int depth, double learningRate) {}

  /** The request path: its deadline, the default slate size, candidates per source. */
  public record Serving(Duration budget, int slateSize, int candidates) {}
}
