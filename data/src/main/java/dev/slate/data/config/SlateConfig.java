package dev.slate.data.config;

import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Everything that can be configured, read once per process by {@link ConfigReader}; immutable.
 *
 * <p>The keys and their defaults are documented in {@code slate-defaults.conf}. As text it shows no
 * secret.
 */
public record SlateConfig(
    Path home,
    Http http,
    Access access,
    Kafka kafka,
    Redis redis,
    Paths paths,
    Ledger ledger,
    Nightly nightly,
    Train train,
    Serving serving,
    Stream stream,
    Features features,
    Freshness freshness,
    Audit audit,
    Lake lake,
    Resilience resilience,
    Index index,
    Traces traces) {

  /** Where the API listens; port 0 takes a free one. */
  public record Http(String host, int port) {}

  /**
   * Who may call, how often, and behind which certificate.
   *
   * @param keys the file of API keys
   * @param requestsPerSecond of one key; zero: as many as it likes
   * @param burst how many of one key at once after a pause
   * @param certificate PEM file of the chain; empty: plain HTTP
   * @param certificateKey PEM file of its private key
   * @param keyFile the file of the key that this process shows to a feature server; empty for none
   */
  public record Access(
      Path keys,
      int requestsPerSecond,
      int burst,
      String certificate,
      String certificateKey,
      String keyFile) {

    /** Whether the API speaks TLS. */
    public boolean isTls() {
      return !certificate.isEmpty();
    }
  }

  /**
   * The log; {@code partitions} is the number of partitions of the keyed topics and of the state.
   */
  public record Kafka(String bootstrapServers, int partitions) {}

  public record Redis(String uri) {
    @Override
    public String toString() {
      return "Redis[uri=" + uri.replaceFirst("//[^/]*@", "//***@") + "]";
    }
  }

  /** Directories that nightly writes and serving reads. */
  public record Paths(Path registry, Path lake) {}

  /** The JDBC address of the run ledger. */
  public record Ledger(String url, String user, String password) {
    @Override
    public String toString() {
      String address = url.replaceAll("(?i)(password=)[^&;]*", "$1***");
      return "Ledger[url=" + address + ", user=" + user + ", password=***]";
    }
  }

  /** Where Spark runs and when the nightly run starts. */
  public record Nightly(String master, String cron, ZoneId timeZone) {}

  /** Hyper-parameters; one vocabulary for all trainers. */
  public record Train(
      double minRating,
      long seed,
      Als als,
      SparkAls alsSpark,
      TwoTower twoTower,
      SelfAttention selfAttention,
      Ranker ranker) {}

  /** Implicit ALS, in the terms of Rendle et al. 2022; all but the engine are of Slate's solver. */
  public record Als(
      AlsEngine engine, int rank, int iterations, double regularization, double unobservedWeight) {}

  /** Implicit ALS by {@code spark-mllib}, in its own terms: it minimises another objective. */
  public record SparkAls(int rank, int iterations, double regParam, double alpha) {}

  /** Who solves ALS. */
  public enum AlsEngine {
    SLATE,
    SPARK
  }

  /** The two-tower model; all but encoder and dim are of the mean-pooled one. */
  public record TwoTower(
      Encoder encoder,
      int dim,
      int epochs,
      int batchSize,
      double learningRate,
      double temperature) {}

  /** How the user tower reads a history: as a mean, or by self-attention in its order. */
  public enum Encoder {
    MEAN,
    SELF_ATTENTION
  }

  /**
   * The self-attention encoder: newest interactions that it reads, sequences of a step, and items
   * that a step's softmax draws where the catalogue is large.
   */
  public record SelfAttention(
      int length,
      int blocks,
      int heads,
      int epochs,
      int batchSize,
      double learningRate,
      double dropout,
      double idDropout,
      int negatives) {}

  /** The ranker's kind; the rest is of boosted trees. */
  public record Ranker(RankerKind kind, int trees, int depth, double learningRate) {}

  /** What Tribuo trains. */
  public enum RankerKind {
    XGBOOST,
    FACTORIZATION_MACHINE,
    LOGISTIC
  }

  /**
   * The request path.
   *
   * @param budget deadline of one request
   * @param slateSize items when count is not given
   * @param candidates of each of the two model sources
   * @param rerank names of the re-rankers that are on, in their order
   * @param creatorAttribute the item attribute that the creator cap counts
   * @param parameters values of request parameters, by key
   * @param surfaces what is different on a surface, by its name
   */
  public record Serving(
      Duration budget,
      int slateSize,
      int candidates,
      List<String> rerank,
      String creatorAttribute,
      Map<String, Object> parameters,
      Map<String, SurfaceSettings> surfaces) {

    public Serving {
      rerank = List.copyOf(rerank);
      parameters = Map.copyOf(parameters);
      surfaces = Map.copyOf(surfaces);
    }
  }

  /**
   * The stream job: how late an event may be, and where its metrics are; port 0 takes a free one.
   */
  public record Stream(Duration maxLateness, String metricsHost, int metricsPort) {}

  /** How the models' item vectors are searched. */
  public record Index(IndexEngine engine) {}

  /** Who searches; {@code AUTO} measures when publishing and takes the cheapest. */
  public enum IndexEngine {
    AUTO,
    EXACT,
    HNSW,
    HNSWLIB
  }

  /** How features are read, and where the feature server listens. */
  public record Features(Reader reader, String host, int port, Feast feast) {}

  /** Which {@code FeatureReader} serving uses. */
  public enum Reader {
    DIRECT,
    REMOTE
  }

  /** Feast's project name, and a registry file whose views are served too, empty for none. */
  public record Feast(String project, String registry) {}

  /** How often a canary event is sent; zero: never. */
  public record Freshness(Duration canaryEvery) {}

  /** The share of served vectors that is logged, 0 to 1. */
  public record Audit(double sampleRate) {}

  /** How long events and old table versions are kept; zero days of events: for ever. */
  public record Lake(int retentionDays, int historyDays) {}

  /** What keeps answers quick whatever fails. */
  public record Resilience(
      Stages stages,
      Breaker breaker,
      Concurrency concurrency,
      String prefetchSurface,
      Duration warmUp,
      Duration drain,
      int spoolMegabytes) {}

  /** Shares of a request's budget, each from its start. */
  public record Stages(double userState, double retrieve, double rank, double rerank) {}

  /**
   * When a circuit breaker opens, for how long, and how many probes close it.
   *
   * @param window whole seconds
   */
  public record Breaker(Duration window, double failureRate, Duration open, int probes) {}

  /** How many slates are made at once; {@code max} 0: 16 for each core. */
  public record Concurrency(int min, int max) {}

  /** Which requests are logged with their traces, how long they are kept, and how much of them. */
  public record Traces(double rate, Set<String> users, Duration keep, long maxBytes) {
    public Traces {
      users = Set.copyOf(users);
    }
  }
}
