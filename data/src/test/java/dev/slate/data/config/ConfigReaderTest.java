package dev.slate.data.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConfigReaderTest {
  private final Path file;

  ConfigReaderTest(@TempDir Path directory) {
    file = directory.resolve("slate.conf");
  }

  @Test
  void read_noFile_givesTheDefaults() {
    Path home = Path.of(".slate").toAbsolutePath();

    assertThat(ConfigReader.read(file, Map.of()))
        .isEqualTo(
            new SlateConfig(
                home,
                new SlateConfig.Http("127.0.0.1", 8080),
                new SlateConfig.Access(home.resolve("keys.json"), 2000, 4000, "", "", ""),
                new SlateConfig.Kafka("127.0.0.1:9092", 4),
                new SlateConfig.Redis("redis://127.0.0.1:6379"),
                new SlateConfig.Paths(home.resolve("registry"), home.resolve("lake")),
                new SlateConfig.Ledger(
                    "jdbc:h2:file:" + home.resolve("ledger").resolve("runs") + ";AUTO_SERVER=TRUE",
                    "sa",
                    ""),
                new SlateConfig.Nightly("local[*]", "0 30 3 * * ?", ZoneId.of("UTC")),
                new SlateConfig.Train(
                    3,
                    42,
                    new SlateConfig.Als(SlateConfig.AlsEngine.SLATE, 64, 8, 0.03, 0.3),
                    new SlateConfig.SparkAls(10, 12, 0.5, 0.6),
                    new SlateConfig.TwoTower(SlateConfig.Encoder.MEAN, 64, 10, 512, 0.05, 0.2),
                    new SlateConfig.SelfAttention(200, 2, 2, 24, 32, 0.0015, 0.2, 0.05, 2000),
                    new SlateConfig.Ranker(SlateConfig.RankerKind.XGBOOST, 100, 4, 0.05)),
                new SlateConfig.Serving(
                    Duration.ofMillis(50),
                    20,
                    200,
                    List.of("max-sum", "creator-cap"),
                    "creator",
                    Map.of(),
                    Map.of()),
                new SlateConfig.Stream(Duration.ofDays(90), "127.0.0.1", 9404),
                new SlateConfig.Features(
                    SlateConfig.Reader.DIRECT,
                    "127.0.0.1",
                    6566,
                    new SlateConfig.Feast("slate", "")),
                new SlateConfig.Freshness(Duration.ofSeconds(1)),
                new SlateConfig.Audit(0.01),
                new SlateConfig.Lake(0, 30),
                new SlateConfig.Resilience(
                    new SlateConfig.Stages(0.3, 0.5, 0.7, 0.9),
                    new SlateConfig.Breaker(Duration.ofSeconds(1), 0.5, Duration.ofMillis(500), 3),
                    new SlateConfig.Concurrency(4, 0),
                    "prefetch",
                    Duration.ofSeconds(2),
                    Duration.ofMillis(500),
                    64),
                new SlateConfig.Index(SlateConfig.IndexEngine.AUTO),
                new SlateConfig.Traces(0, Set.of(), Duration.ofHours(24), 32L << 20)));
  }

  @Test
  void read_everyKey_reachesItsField() throws IOException {
    Files.writeString(
        file,
        """
        slate {
          home = /srv/slate
          http { host = 0.0.0.0, port = 0 }
          access {
            keys = /k.json, requests-per-second = 5, burst = 9, certificate = /c.pem, certificate-key = /k.pem
            key-file = /key
          }
          kafka { bootstrap-servers = "k1:1,k2:2", partitions = 8 }
          redis { uri = "redis://r:1" }
          paths { registry = /srv/models, lake = /srv/lake }
          ledger { url = "jdbc:postgresql://p/slate", user = u, password = p }
          nightly { master = "spark://m:7077", cron = "0 0 4 * * ?", time-zone = Europe/Berlin }
          train {
            min-rating = 4, seed = 7
            als { engine = spark, rank = 8, iterations = 2, regularization = 0.5, unobserved-weight = 1 }
            als-spark { rank = 9, iterations = 3, reg-param = 0.7, alpha = 5 }
            two-tower {
              encoder = self-attention, dim = 16, epochs = 3, batch-size = 64, learning-rate = 0.2
              temperature = 1
            }
            self-attention {
              length = 20, blocks = 1, heads = 4, epochs = 2, batch-size = 32, learning-rate = 0.01
              dropout = 0.1, id-dropout = 0, negatives = 50
            }
            ranker { kind = logistic, trees = 5, depth = 3, learning-rate = 0.3 }
          }
          serving {
            budget-ms = 80, slate-size = 5, candidates = 50
            rerank = [mmr], creator-attribute = author
            parameters { rerank.mmr.lambda = 0.8 }
            surfaces { home {} }
          }
          stream { max-lateness-days = 5, metrics-host = m, metrics-port = 0 }
          features { reader = remote, host = f, port = 1, feast { project = p, registry = "/r.db" } }
          freshness { canary-every-ms = 500 }
          audit { sample-rate = 0.5 }
          lake { retention-days = 7, history-days = 2 }
          resilience {
            stages { user-state = 0.1, retrieve = 0.2, rank = 0.3, rerank = 0.4 }
            breaker { window-s = 6, failure-rate = 0.7, open-ms = 80, probes = 9 }
            concurrency { min = 10, max = 11 }
            prefetch-surface = s, warm-up-ms = 12, drain-ms = 13, spool-mb = 14
          }
          index { engine = hnsw }
          traces { rate = 0.5, users = "u1, u2", keep-hours = 2, max-megabytes = 1 }
        }
        """);

    assertThat(ConfigReader.read(file, Map.of()))
        .isEqualTo(
            new SlateConfig(
                Path.of("/srv/slate"),
                new SlateConfig.Http("0.0.0.0", 0),
                new SlateConfig.Access(Path.of("/k.json"), 5, 9, "/c.pem", "/k.pem", "/key"),
                new SlateConfig.Kafka("k1:1,k2:2", 8),
                new SlateConfig.Redis("redis://r:1"),
                new SlateConfig.Paths(Path.of("/srv/models"), Path.of("/srv/lake")),
                new SlateConfig.Ledger("jdbc:postgresql://p/slate", "u", "p"),
                new SlateConfig.Nightly(
                    "spark://m:7077", "0 0 4 * * ?", ZoneId.of("Europe/Berlin")),
                new SlateConfig.Train(
                    4,
                    7,
                    new SlateConfig.Als(SlateConfig.AlsEngine.SPARK, 8, 2, 0.5, 1),
                    new SlateConfig.SparkAls(9, 3, 0.7, 5),
                    new SlateConfig.TwoTower(SlateConfig.Encoder.SELF_ATTENTION, 16, 3, 64, 0.2, 1),
                    new SlateConfig.SelfAttention(20, 1, 4, 2, 32, 0.01, 0.1, 0, 50),
                    new SlateConfig.Ranker(SlateConfig.RankerKind.LOGISTIC, 5, 3, 0.3)),
                new SlateConfig.Serving(
                    Duration.ofMillis(80),
                    5,
                    50,
                    List.of("mmr"),
                    "author",
                    Map.of("rerank.mmr.lambda", 0.8),
                    Map.of("home", SurfaceSettings.NONE)),
                new SlateConfig.Stream(Duration.ofDays(5), "m", 0),
                new SlateConfig.Features(
                    SlateConfig.Reader.REMOTE, "f", 1, new SlateConfig.Feast("p", "/r.db")),
                new SlateConfig.Freshness(Duration.ofMillis(500)),
                new SlateConfig.Audit(0.5),
                new SlateConfig.Lake(7, 2),
                new SlateConfig.Resilience(
                    new SlateConfig.Stages(0.1, 0.2, 0.3, 0.4),
                    new SlateConfig.Breaker(Duration.ofSeconds(6), 0.7, Duration.ofMillis(80), 9),
                    new SlateConfig.Concurrency(10, 11),
                    "s",
                    Duration.ofMillis(12),
                    Duration.ofMillis(13),
                    14),
                new SlateConfig.Index(SlateConfig.IndexEngine.HNSW),
                new SlateConfig.Traces(0.5, Set.of("u1", "u2"), Duration.ofHours(2), 1L << 20)));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "http.port = 70000 | slate.http.port: 70000 (expected: a whole number from 0 to 65535)",
        "http.port = x | slate.http.port: x (expected: a whole number from 0 to 65535)",
        "http.port = 80.5 | slate.http.port: 80.5 (expected: a whole number from 0 to 65535)",
        "kafka.partitions = 0 | slate.kafka.partitions: 0 (expected: a whole number from 1 to 1024)",
        "http = 5 | slate.http: 5 (expected: a group of keys, as in slate-defaults.conf)",
        "http.port = null | slate.http.port: null (expected: a whole number from 0 to 65535)",
        "train.seed = x | slate.train.seed: x (expected: a whole number)",
        "train.als.unobserved-weight = x | slate.train.als.unobserved-weight: x (expected: a number from 1.0E-6 to 1000.0)",
        "train.als.engine = x | slate.train.als.engine: x (expected: one of slate, spark)",
        "index.engine = x | slate.index.engine: x (expected: one of auto, exact, hnsw, hnswlib)",
        "redis.uri = \"\" | slate.redis.uri: '' (expected: not empty)",
        "http.host = \"\" | slate.http.host: '' (expected: not empty)",
        "home = \"\" | slate.home: '' (expected: not empty)",
        "features.reader = both | slate.features.reader: both (expected: one of direct, remote)",
        "access.certificate = c.pem | slate.access.certificate-key: '' (expected: both files of a certificate, or neither)",
        "home = [1] | slate.home: [1] (expected: text)",
        "nightly.time-zone = Mars | slate.nightly.time-zone: Mars (expected: a time zone such as UTC or Europe/Berlin)",
      })
  void read_badValue_namesKeyValueAndExpectation(String line, String message) throws IOException {
    Files.writeString(file, "slate." + line);

    assertThatThrownBy(() -> ConfigReader.read(file, Map.of()))
        .isInstanceOf(InvalidConfigException.class)
        .hasMessage(message);
  }

  @ParameterizedTest
  @CsvSource({"slate.http.prot", "slate.redis.host", "slat.http.port"})
  void read_unknownKey_isRefused(String key) throws IOException {
    Files.writeString(file, key + " = 1");

    assertThatThrownBy(() -> ConfigReader.read(file, Map.of()))
        .isInstanceOf(InvalidConfigException.class)
        .hasMessage(key + ": 1 (expected: a key of slate-defaults.conf, in " + file + ")");
  }

  @Test
  void read_environment_overridesTheFile() throws IOException {
    Files.writeString(file, "slate.http.port = 1, slate.redis.uri = \"redis://file\"");

    SlateConfig config =
        ConfigReader.read(
            file,
            Map.of(
                "SLATE_HTTP_PORT", "9999",
                "SLATE_KAFKA_BOOTSTRAP_SERVERS", "k:1",
                "SLATE_TRAIN_TWO_TOWER_BATCH_SIZE", "128",
                "HTTP_PORT", "7",
                "SLATE_URL", "http://somewhere"));

    assertThat(config.http().port()).isEqualTo(9999);
    assertThat(config.kafka().bootstrapServers()).isEqualTo("k:1");
    assertThat(config.train().twoTower().batchSize()).isEqualTo(128);
    assertThat(config.redis().uri()).isEqualTo("redis://file");
  }

  @Test
  void read_badEnvironment_namesTheKey() {
    assertThatThrownBy(() -> ConfigReader.read(file, Map.of("SLATE_HTTP_PORT", "x")))
        .hasMessage("slate.http.port: x (expected: a whole number from 0 to 65535)");
  }

  @Test
  void read_substitutions_findDefaultsAndTheEnvironment() throws IOException {
    Files.writeString(
        file,
        """
        slate.home = /srv/slate
        slate.paths.lake = ${slate.home}/deep
        slate.redis.uri = ${slate.kafka.bootstrap-servers}
        slate.ledger.password = ${PATH}
        slate.ledger.user = ${?NO_SUCH_VARIABLE_OF_SLATE}
        """);

    SlateConfig config = ConfigReader.read(file, Map.of());

    assertThat(config.paths().lake()).isEqualTo(Path.of("/srv/slate/deep"));
    assertThat(config.redis().uri()).isEqualTo("127.0.0.1:9092");
    assertThat(config.ledger().password()).isEqualTo(System.getenv("PATH"));
    assertThat(config.ledger().user()).isEqualTo("sa");
  }

  @Test
  void toString_secrets_areNotShown() {
    SlateConfig config =
        ConfigReader.read(
            file,
            Map.of(
                "SLATE_LEDGER_PASSWORD", "hush-1",
                "SLATE_LEDGER_URL", "jdbc:postgresql://p/slate?user=a&password=hush-2&ssl=true",
                "SLATE_REDIS_URI", "rediss://writer:hush-3@redis:6380/0"));

    assertThat(config.toString())
        .doesNotContain("hush")
        .contains("rediss://***@redis:6380/0", "jdbc:postgresql://p/slate", "password=***");
  }

  @Test
  void read_brokenFile_namesFileAndLine() throws IOException {
    Files.writeString(file, "slate {\n  http = {\n");

    assertThatThrownBy(() -> ConfigReader.read(file, Map.of()))
        .isInstanceOf(InvalidConfigException.class)
        .hasMessageContaining(file.toString())
        .hasMessageContaining("valid HOCON");
  }
}
