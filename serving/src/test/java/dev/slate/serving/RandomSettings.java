package dev.slate.serving;

import dev.slate.data.config.SlateConfig;
import dev.slate.data.config.SurfaceSettings;
import dev.slate.data.config.SurfaceSettings.Comparison;
import dev.slate.data.config.SurfaceSettings.Condition;
import dev.slate.data.config.SurfaceSettings.FixedSlot;
import dev.slate.data.config.SurfaceSettings.Known;
import dev.slate.data.config.SurfaceSettings.Mix;
import dev.slate.data.config.SurfaceSettings.Order;
import dev.slate.data.config.SurfaceSettings.Share;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Any settings of the request path: re-rankers, parameters, and surface {@code test}. */
final class RandomSettings {
  private static final List<String> RERANKERS =
      List.of(
          "freshness",
          "calibrated",
          "max-sum",
          "mmr",
          "dpp",
          "category-cap",
          "creator-cap",
          "exploration");
  private static final List<String> SOURCES =
      List.of("two-tower", "als", "item-to-item", "trending", "new", "popular", "nobody");

  private RandomSettings() {}

  static SlateConfig.Serving of(Random random) {
    return new SlateConfig.Serving(
        Duration.ofSeconds(30),
        20,
        1 + random.nextInt(60),
        some(RERANKERS, random),
        "creator",
        parameters(random),
        Map.of(
            "test",
            new SurfaceSettings(
                Map.of(), random.nextInt(3) == 0 ? mix(random) : null, fixed(random))));
  }

  private static List<String> some(List<String> all, Random random) {
    List<String> shuffled = new ArrayList<>(all);
    Collections.shuffle(shuffled, random);
    return shuffled.subList(0, random.nextInt(all.size() + 1));
  }

  private static Map<String, Object> parameters(Random random) {
    Map<String, Object> parameters = new HashMap<>();
    parameters.put("rerank.max-sum.lambda", random.nextDouble());
    parameters.put("rerank.mmr.lambda", random.nextDouble());
    parameters.put("rerank.dpp.theta", random.nextDouble());
    parameters.put("rerank.calibrated.lambda", random.nextDouble());
    parameters.put("rerank.depth", 1 + random.nextInt(200));
    parameters.put("rerank.category-cap.max", 1 + random.nextInt(5));
    parameters.put("rerank.creator-cap.max", 1 + random.nextInt(3));
    parameters.put("rerank.exploration.slots", random.nextInt(6));
    parameters.put("rerank.exploration.rate", random.nextDouble());
    parameters.put("filter.served.seconds", random.nextInt(2) * 3_600);
    for (String source : List.of("als", "two-tower", "popular", "trending", "new")) {
      if (random.nextInt(4) == 0) {
        parameters.put("retrieve." + source + ".candidates", 0);
      }
    }
    return parameters;
  }

  private static Mix mix(Random random) {
    List<String> sources = new ArrayList<>(some(SOURCES, random));
    sources.add("somebody");
    return new Mix(
        Order.values()[random.nextInt(Order.values().length)],
        sources.stream().map(source -> new Share(source, 1 + random.nextInt(4))).toList());
  }

  private static List<FixedSlot> fixed(Random random) {
    List<FixedSlot> slots = new ArrayList<>();
    for (int i = random.nextInt(4); i > 0; i--) {
      slots.add(
          new FixedSlot(
              1 + random.nextInt(10),
              SOURCES.get(random.nextInt(SOURCES.size())),
              random.nextBoolean()
                  ? List.of()
                  : List.of(new Condition(Known.HISTORY, Comparison.MORE, 3))));
    }
    return slots;
  }
}
