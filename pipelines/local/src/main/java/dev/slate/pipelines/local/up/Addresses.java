package dev.slate.pipelines.local.up;

import com.typesafe.config.ConfigFactory;
import dev.slate.data.config.SlateConfig;
import dev.slate.pipelines.local.CommandFailure;
import dev.slate.pipelines.local.platform.Ports;
import java.net.URI;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Where the API, Kafka, Redis and the feature server of one machine listen. A default port that is
 * taken moves to a free one; a port that somebody chose does not.
 */
record Addresses(String host, int http, int kafka, int redis, int features) {
  private static final Set<String> LOOPBACK = Set.of("127.0.0.1", "localhost");

  /**
   * @param file the configuration file that {@code config} was read from; it may be absent
   * @param chosenHttp the port of the command line, or -1
   * @throws CommandFailure naming the port, the key and the fix
   */
  static Addresses of(
      SlateConfig config, Path file, Map<String, String> environment, int chosenHttp) {
    Chosen chosen = new Chosen(file, environment);
    int http =
        chosenHttp >= 0
            ? fixed(chosenHttp, "--port", "SLATE_HTTP_PORT")
            : choose(config.http().port(), "slate.http.port", chosen);
    URI servers = URI.create("kafka://" + config.kafka().bootstrapServers());
    int kafka =
        choose(
            local(servers, "slate.kafka.bootstrap-servers"),
            "slate.kafka.bootstrap-servers",
            chosen);
    URI redisUri = URI.create(config.redis().uri());
    int redis = choose(local(redisUri, "slate.redis.uri"), "slate.redis.uri", chosen);
    int features = choose(config.features().port(), "slate.features.port", chosen);
    return new Addresses(config.http().host(), http, kafka, redis, features);
  }

  String url() {
    String shown = host.equals("0.0.0.0") ? "127.0.0.1" : host;
    return "http://" + shown + ":" + http;
  }

  private static int choose(int port, String key, Chosen chosen) {
    if (chosen.has(key)) {
      return fixed(port, key, chosen.variable(key));
    }
    return Ports.isFree(port) ? port : Ports.free();
  }

  private static int fixed(int port, String key, String variable) {
    if (port == 0) {
      return Ports.free();
    }
    if (!Ports.isFree(port)) {
      throw new CommandFailure(
          key + ": " + port + " (expected: a free port; another process listens on it)",
          "stop that process (lsof -i :"
              + port
              + " names it), or choose another port, for example with "
              + variable);
    }
    return port;
  }

  private static int local(URI uri, String key) {
    if (uri.getHost() == null || !LOOPBACK.contains(uri.getHost())) {
      throw new CommandFailure(
          key + ": " + uri.getAuthority() + " (expected: a port of 127.0.0.1)",
          "slate up runs its own Kafka and Redis; for other servers see docker-compose.yml");
    }
    return uri.getPort() < 0 ? 6379 : uri.getPort();
  }

  /** Which keys somebody set, in the file or in the environment. */
  private record Chosen(Path file, Map<String, String> environment) {
    boolean has(String key) {
      return environment.containsKey(variable(key))
          || ConfigFactory.parseFile(file.toFile()).hasPath(key);
    }

    String variable(String key) {
      return key.toUpperCase(Locale.ROOT).replace('.', '_').replace('-', '_');
    }
  }
}
