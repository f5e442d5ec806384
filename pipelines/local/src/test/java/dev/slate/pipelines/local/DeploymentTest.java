package dev.slate.pipelines.local;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.typesafe.config.ConfigFactory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
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

  private final JsonNode services;
  private final Map<String, JsonNode> own = new HashMap<>();

  DeploymentTest() throws IOException {
    services = yaml("docker-compose.yml").path("services");
    services
        .properties()
        .forEach(
            service -> {
              if (service.getValue().has("build")) {
                own.put(service.getKey(), service.getValue());
              }
            });
  }

  @Test
  void images_areAllPinnedToAVersion() throws IOException {
    assertThat(services).hasSizeGreaterThanOrEqualTo(7);
    services.forEach(service -> assertThat(service.path("image").asText()).matches(PINNED));
    Matcher from = Pattern.compile("(?m)^FROM (\\S+) AS (\\S+)").matcher(read("Dockerfile"));
    Set<String> stages = new TreeSet<>();
    while (from.find()) {
      if (!stages.contains(from.group(1))) {
        assertThat(from.group(1)).matches(PINNED);
      }
      stages.add(from.group(2));
    }
    own.values().forEach(s -> assertThat(stages).contains(s.path("build").path("target").asText()));
  }

  @Test
  void kafka_isTheVersionOfTheBuild() throws IOException {
    Matcher version =
        Pattern.compile("<kafka.version>(.*)</kafka.version>").matcher(read("pom.xml"));
    assertThat(version.find()).isTrue();
    assertThat(services.path("kafka").path("image").asText())
        .isEqualTo("apache/kafka:" + version.group(1));
  }

  @Test
  void commands_areOnesOfTheLauncherAndTheirMainsExist() throws IOException {
    String launcher = read("slate");
    assertThat(own).isNotEmpty();
    own.forEach(
        (name, service) -> {
          String command = service.path("command").path(0).asText();
          if (!Main.commands().contains(command)) {
            Matcher process =
                Pattern.compile("\n  " + command + "\\)\n    module=(\\S+) main=(\\S+)\n")
                    .matcher(launcher);
            assertThat(process.find()).as(name + ": " + command).isTrue();
            String source = process.group(2).replace('.', '/') + ".java";
            assertThat(ROOT.resolve(process.group(1)).resolve("src/main/java").resolve(source))
                .exists();
          }
        });
  }

  @Test
  void environment_namesKeysOfTheConfiguration() throws IOException {
    Set<String> known =
        ConfigFactory.parseResources(Main.class.getClassLoader(), "slate-defaults.conf")
            .entrySet()
            .stream()
            .map(e -> e.getKey().toUpperCase(Locale.ROOT).replace('.', '_').replace('-', '_'))
            .collect(Collectors.toCollection(TreeSet::new));
    own.forEach(
        (name, service) -> {
          List<String> named = new ArrayList<>();
          service.path("environment").fieldNames().forEachRemaining(named::add);
          assertThat(known).as(name).containsAll(named);
          assertThat(named).as(name).isNotEmpty();
        });
    known.add("SLATE_NO_BUILD");
    Matcher env = Pattern.compile("SLATE_[A-Z_]+(?==)").matcher(read("Dockerfile"));
    while (env.find()) {
      assertThat(known).contains(env.group());
    }
  }

  @Test
  void prometheus_scrapesAServiceThatExists() throws IOException {
    JsonNode jobs = yaml("deploy/prometheus.yml").path("scrape_configs");
    assertThat(jobs).isNotEmpty();
    for (JsonNode job : jobs) {
      for (JsonNode target : job.path("static_configs").path(0).path("targets")) {
        String host = target.asText().replaceAll(":.*", "");
        assertThat(services.has(host)).as(host).isTrue();
      }
    }
  }

  private static JsonNode yaml(String file) throws IOException {
    Object loaded = new Yaml(new SafeConstructor(new LoaderOptions())).load(read(file));
    return new ObjectMapper().valueToTree(loaded);
  }

  private static String read(String file) throws IOException {
    return Files.readString(ROOT.resolve(file));
  }
}
