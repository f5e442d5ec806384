package dev.slate.training.spark.evaluate.recipe;

import dev.slate.data.config.SlateConfig;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/** The configuration of training, with some keys at other values. */
@FunctionalInterface
public interface TrainConfig {
  /** Every key of training begins with this; a setting is what follows. */
  String PREFIX = "slate.train.";

  /**
   * @param overrides values by whole key, such as {@code slate.train.als.rank}
   * @throws dev.slate.data.config.InvalidConfigException if a value is out of its range
   */
  SlateConfig.Train with(Map<String, String> overrides);

  /** As configured. */
  default SlateConfig.Train unchanged() {
    return with(Map.of());
  }

  /** The same with one key at a value, unless that is overridden. */
  default TrainConfig fixed(String setting, String value) {
    return overrides -> {
      Map<String, String> all = new LinkedHashMap<>(Map.of(PREFIX + setting, value));
      all.putAll(overrides);
      return with(all);
    };
  }

  /** With settings of a recipe. */
  default SlateConfig.Train withSettings(Map<String, Double> settings) {
    return with(
        settings.entrySet().stream()
            .collect(
                Collectors.toMap(
                    setting -> PREFIX + setting.getKey(),
                    setting -> Settings.text(setting.getValue()))));
  }
}
