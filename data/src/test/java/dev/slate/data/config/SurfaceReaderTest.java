package dev.slate.data.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slate.data.config.SurfaceSettings.Comparison;
import dev.slate.data.config.SurfaceSettings.Condition;
import dev.slate.data.config.SurfaceSettings.FixedSlot;
import dev.slate.data.config.SurfaceSettings.Known;
import dev.slate.data.config.SurfaceSettings.Mix;
import dev.slate.data.config.SurfaceSettings.Order;
import dev.slate.data.config.SurfaceSettings.Share;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SurfaceReaderTest {
  private final Path file;

  SurfaceReaderTest(@TempDir Path directory) {
    file = directory.resolve("slate.conf");
  }

  private Map<String, SurfaceSettings> read(String surfaces) throws IOException {
    Files.writeString(file, "slate.serving.surfaces { " + surfaces + " }");
    return ConfigReader.read(file, Map.of()).serving().surfaces();
  }

  @Test
  void read_everyKey_reachesItsField() throws IOException {
    Map<String, SurfaceSettings> surfaces =
        read(
            """
            home {
              parameters { rerank.dpp.on = true, "rerank.mmr.lambda" = 0.5 }
              mix { weighted { new = 1, two-tower = 3, als = 1 } }
              fixed = [
                { slot = 3, source = new, if = "history >= 5 and hour < 12" }
                { slot = 1, source = trending }
              ]
            }
            "e-mail.daily" { mix { snake = [als, popular] } }
            """);
    assertThat(surfaces)
        .isEqualTo(
            Map.of(
                "home",
                new SurfaceSettings(
                    Map.of("rerank.dpp.on", true, "rerank.mmr.lambda", 0.5),
                    new Mix(
                        Order.WEIGHTED,
                        List.of(
                            new Share("two-tower", 3), new Share("als", 1), new Share("new", 1))),
                    List.of(
                        new FixedSlot(
                            3,
                            "new",
                            List.of(
                                new Condition(Known.HISTORY, Comparison.AT_LEAST, 5),
                                new Condition(Known.HOUR, Comparison.LESS, 12))),
                        new FixedSlot(1, "trending", List.of()))),
                "e-mail.daily",
                new SurfaceSettings(
                    Map.of(),
                    new Mix(Order.SNAKE, List.of(new Share("als", 1), new Share("popular", 1))),
                    List.of())));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "h { colour = 1 } | slate.serving.surfaces.\"h\".colour: set (expected: one of",
        "h = 1 | slate.serving.surfaces.\"h\": 1 (expected: a group of keys)",
        "h { mix { random = [a] } } | .mix.random: set (expected: fair, weighted or snake)",
        "h { mix { fair = [a], snake = [b] } } | .mix: [fair, snake] (expected: one of",
        "h { mix { fair = [a, a] } } | .mix.fair: [a, a] (expected: names of sources, each once)",
        "h { mix { weighted { a = 0 } } } | .\"a\": 0 (expected: a whole number from 1 to 1000)",
        "h { fixed = [ { slot = 0, source = a } ] } | .fixed: {slot=0, source=a} (expected: {",
        "h { fixed = [ { slot = 1 } ] } | .fixed: {slot=1} (expected: {",
        "h { fixed = 7 } | .fixed: 7 (expected: a list of",
        "h { fixed = [ { slot = 1, source = a, if = \"mood > 2\" } ] } | .fixed.if: mood > 2 (",
      })
  void read_badValue_isRefusedWithItsKey(String surfaces, String message) {
    assertThatThrownBy(() -> read(surfaces))
        .isInstanceOf(InvalidConfigException.class)
        .hasMessageContaining(message);
  }

  @ParameterizedTest
  @CsvSource({
    "LESS,4,true", "LESS,5,false", "AT_MOST,5,true", "AT_MOST,6,false", "EQUAL,5,true",
    "EQUAL,4,false", "AT_LEAST,5,true", "AT_LEAST,4,false", "MORE,6,true", "MORE,5,false"
  })
  void holds_valueBesideFive_isAsTheComparisonSays(Comparison how, int value, boolean expected) {
    assertThat(new Condition(Known.HISTORY, how, 5).holds(value)).isEqualTo(expected);
  }
}
