package dev.slate.pipelines.nightly.evaluate;

import dev.slate.data.config.ConfigReader;
import dev.slate.data.config.SlateConfig;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/** The configuration with some keys at other values, as variables of the environment set them. */
final class Overrides {
  private Overrides() {}

  /**
   * @param values by whole key
   * @throws dev.slate.data.config.InvalidConfigException if a value is out of its range
   */
  static SlateConfig read(Map<String, String> values) {
    Map<String, String> environment = new HashMap<>(System.getenv());
    values.forEach((key, value) -> environment.put(variable(key), value));
    return ConfigReader.read(
        Path.of(environment.getOrDefault("SLATE_CONF", "slate.conf")), environment);
  }

  private static String variable(String key) {
    return key.toUpperCase(Locale.ROOT).replace('.', '_').replace('-', '_');
  }
}
