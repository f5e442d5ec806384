package dev.slate.pipelines.local;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** What docker-compose.yml and Dockerfile name must exist here: no docker is needed to see that. */
class DeploymentTest {
  private static final Path ROOT = Path.of(System.getProperty("slate.root"));
  private static final Pattern PINNED = Pattern.compile("[a-z0-9./-]+:v?\\d+\\.\\d+[\\w.-]*");

  private final Map<String, Map<String, Object>> services = services();

  @Test
  void images_areAllPinnedToAVersion() throws IOException {
    services.forEach((name, s) -> assertThat((String) s.get("image")).as(name).matches(PINNED));
    Matcher from = Pattern.compile("(?m)^FROM (\\S+) AS (\\S+)").matcher(read("Dockerfile"));
    Set<String> stages = new TreeSet<>();
    while (from.find()) {
      assertThat(stages.contains(from.group(1)) || PINNED.matcher(from.group(1)).matches())
          .as(from.group())
          .isTrue();
      stages.add(from.group(2));
    }
    own().values().forEach(s -> assertThat(stages).contains(target(s)));
  }

  @Test
  void kafka_isTheVersionOfTheBuild() throws IOException {
    Matcher version =
        Pattern.compile("<kafka.version>(.*)</kafka.version>").matcher(read("pom.xml"));
    assertThat(version.find()).isTrue();
    assertThat(services.get("kafka")).containsEntry("image", "apache/kafka:" + version.group(1));
  }

  @Test
  void commands_areOnesOfTheLauncher() throws IOException {
    String launcher = read("slate");
    own()
        .forEach(
            (name, s) -> {
              String command = String.valueOf(((List<?>) s.get("command")).get(0));
              boolean isProcess = launcher.contains("\n  " + command + ")\n");
              boolean isOther = Main.commandLine().getSubcommands().containsKey(command);
              assertThat(isProcess || isOther).as(name + ": " + command).isTrue();
            });
  }

  @Test
  void environment_namesKeysOfTheConfiguration() throws IOException {
    Set<String> known =
        defaults().entrySet().stream()
            .map(e -> e.getKey().toUpperCase(Locale.ROOT).replace('.', '_').replace('-', '_'))
            .collect(Collectors.toCollection(TreeSet::new));
    known.add("SLATE_NO_BUILD");
    own()
        .forEach(
            (name, s) ->
                assertThat(known)
                    .as(name)
                    .containsAll(asMap(s.get("environment")).keySet()));
    Matcher env = Pattern.compile("SLATE_[A-Z_]+(?==)").matcher(read("Dockerfile"));
    while (env.find()) {
      assertThat(known).contains(env.group());
    }
  }

  @Test
  void prometheus_scrapesAServiceThatExists() throws IOException {
    Map<String, Object> prometheus = asMap(yaml(read("deploy/prometheus.yml")));
    List<?> jobs = (List<?>) prometheus.get("scrape_configs");
    for (Object job : jobs) {
      Object statics = ((List<?>) asMap(job).get("static_configs")).get(0);
      for (Object target : (List<?>) asMap(statics).get("targets")) {
        assertThat(services).containsKey(target.toString().split(":", -1)[0]);
      }
    }
  }

  private Map<String, Map<String, Object>> own() {
    return services.entrySet().stream()
        .filter(e -> e.getValue().containsKey("build"))
        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
  }

  private static String target(Map<String, Object> service) {
    return String.valueOf(asMap(service.get("build")).get("target"));
  }

  private static Config defaults() {
    return ConfigFactory.parseResources(
        DeploymentTest.class.getClassLoader(), "slate-defaults.conf");
  }

  private static Map<String, Map<String, Object>> services() {
    try {
      return asMap(yaml(read("docker-compose.yml")).get("services")).entrySet().stream()
          .collect(Collectors.toMap(Map.Entry::getKey, e -> asMap(e.getValue())));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static Map<String, Object> yaml(String text) {
    return asMap(new Yaml(new SafeConstructor(new LoaderOptions())).load(text));
  }

  @SuppressWarnings("unchecked") // YAML objects have text keys here; a wrong shape fails the test.
  private static Map<String, Object> asMap(Object value) {
    return (Map<String, Object>) value;
  }

  private static String read(String file) throws IOException {
    return Files.readString(ROOT.resolve(file));
  }
}
