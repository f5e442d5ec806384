package dev.slate.training.spark.evaluate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slate.data.config.ConfigReader;
import dev.slate.data.config.SlateConfig;
import dev.slate.training.model.Interactions;
import dev.slate.training.model.als.AlsFactors;
import dev.slate.training.model.als.AlsObjective;
import dev.slate.training.model.als.AlsSettings;
import dev.slate.training.model.als.AlsSolver;
import dev.slate.training.model.als.Observations;
import dev.slate.training.model.index.ExactIndex;
import dev.slate.training.model.kernel.Kernels;
import dev.slate.training.model.metric.Metric;
import dev.slate.training.spark.MovieLens;
import dev.slate.training.spark.Positives;
import dev.slate.training.spark.als.AlsFit;
import dev.slate.training.spark.als.SlateAlsTrainer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Slate's ALS against what others published for the same rows. */
class MovieLensAlsTest {

  /** The defaults, which were tuned inside train. */
  @Test
  void slateAls_onTheTimeSplit_beatsTheBest(@TempDir Path directory) throws IOException {
    Positives all = MovieLens.read(directory, 3).positives();
    long cutMs = all.cutMs(0.8);
    Positives train = all.before(cutMs);
    SlateConfig.Als settings =
        ConfigReader.read(directory.resolve("none.conf"), Map.of()).train().als();
    AlsFit fit = new SlateAlsTrainer(settings, 42).fit(train);
    Result als =
        new Evaluator(train, all.since(cutMs))
            .judge(
                new VectorContender(
                    "als", fit.userFactors()::row, new ExactIndex(fit.model().itemFactors())));
    assertThat(als.metrics().mean(Metric.NDCG)).isGreaterThan(0.268);
    assertThat(als.metrics().mean(Metric.HIT_RATE)).isGreaterThan(0.695);
  }

  /** NCF's protocol with the settings of Rendle et al.: the last item among 99 others. */
  @Test
  void slateAls_amongSampledItems_reachesThePapersHitRate(@TempDir Path directory)
      throws IOException {
    Positives all = MovieLens.read(directory, 0).positives();
    int[][] chosen = all.itemsByUser();
    int[][] train =
        Arrays.stream(chosen).map(i -> Arrays.copyOf(i, i.length - 1)).toArray(int[][]::new);
    AlsFactors factors =
        new AlsSolver(
                AlsObjective.ials(0.3, 0.007),
                AlsSettings.of(192, 12, 42),
                Observations.of(Interactions.of(all.items(), train)))
            .fit();
    int[] items = all.itemsPresent().stream().toArray();
    SplittableRandom random = new SplittableRandom(1);
    double hits = 0;
    for (int user = 0; user < chosen.length; user++) {
      float target = score(factors, user, chosen[user][chosen[user].length - 1]);
      int better = 0;
      for (int sampled = 0; sampled < 99; ) {
        int item = items[random.nextInt(items.length)];
        if (IntStream.of(chosen[user]).noneMatch(own -> own == item)) {
          better += score(factors, user, item) > target ? 1 : 0;
          sampled++;
        }
      }
      hits += better < 10 ? 1 : 0;
    }
    assertThat(hits / chosen.length).isGreaterThan(0.725);
  }

  private static float score(AlsFactors factors, int user, int item) {
    int d = factors.users().columns();
    return Kernels.best()
        .dot(factors.users().values(), user * d, factors.items().values(), item * d, d);
  }
}
