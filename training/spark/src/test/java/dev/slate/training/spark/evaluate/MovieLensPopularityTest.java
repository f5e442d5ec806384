package dev.slate.training.spark.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.slate.data.dataset.Dataset;
import dev.slate.data.reader.BadRows;
import dev.slate.data.reader.DatasetReader;
import dev.slate.training.model.metric.Metric;
import dev.slate.training.spark.Positives;
import dev.slate.training.spark.TrainingData;
import dev.slate.training.spark.evaluate.recipe.PopularityRecipe;
import dev.slate.training.spark.evaluate.recipe.RecentPopularityRecipe;
import dev.slate.training.spark.evaluate.recipe.Recipe;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The harness against numbers that RePlay published for the same rows. */
class MovieLensPopularityTest {
  /** Read once for all tests. */
  private static @Nullable Dataset oneMillion;

  @AfterAll
  static void forget() {
    oneMillion = null;
  }

  @Test
  void popularity_onTheTimeSplit_isWhatOthersPublished(@TempDir Path directory) throws IOException {
    TrainingData data = read(movieLens(), directory);
    long cutMs = data.positives().cutMs(0.8);
    Positives train = data.positives().before(cutMs);
    Evaluator evaluator = new Evaluator(train, data.positives().since(cutMs));

    assertThat(train.size()).isEqualTo(669_182);
    assertThat(train.itemsPresent().cardinality()).isEqualTo(3_569);
    assertThat(evaluator.testSize()).isEqualTo(86_541);
    assertThat(evaluator.users()).hasSize(1_139);
    Result popularity = evaluator.judge(new PopularityContender(train.itemCounts()));
    assertThat(popularity.metrics().mean(Metric.NDCG)).isCloseTo(0.2437, within(0.0005));
    assertThat(popularity.metrics().mean(Metric.HIT_RATE)).isCloseTo(0.6453, within(0.001));
    assertThat(popularity.metrics().mean(Metric.MRR)).isCloseTo(0.3904, within(0.001));
    assertThat(popularity.metrics().mean(Metric.MAP)).isCloseTo(0.1573, within(0.001));
  }

  @Test
  void recentPopularity_onTheTimeSplit_isWhatWasMeasuredBefore(@TempDir Path directory)
      throws IOException {
    Holdout holdout = Protocol.TIME_SPLIT.cut(read(movieLens(), directory), 42);
    Result recent = judge(new RecentPopularityRecipe(), holdout);
    assertThat(recent.metrics().mean(Metric.NDCG)).isCloseTo(0.2525, within(0.0005));
    assertThat(recent.metrics().mean(Metric.HIT_RATE)).isCloseTo(0.6997, within(0.001));
    assertThat(recent.metrics().mean(Metric.MRR)).isCloseTo(0.4086, within(0.001));
    assertThat(recent.metrics().mean(Metric.MAP)).isCloseTo(0.1591, within(0.001));
  }

  @Test
  void popularity_onTheSampledProtocol_isNearWhatWasPublished(@TempDir Path directory)
      throws IOException {
    TrainingData rated = read(movieLens(), directory, 0);
    Holdout holdout = Protocol.SAMPLED.cut(rated, 42);
    // Two users' last film has no other rating: it cannot be found, and they are left out.
    assertThat(holdout.dropped()).isEqualTo(new Holdout.Dropped(0, 2, 0));
    assertThat(new Evaluator(holdout).users().length).isEqualTo(6_038);
    Result popularity = judge(new PopularityRecipe(), holdout);
    // Other negatives were drawn: a standard error of 0.0064, and 0.004.
    assertThat(popularity.metrics().mean(Metric.HIT_RATE)).isCloseTo(0.4533, within(0.02));
    assertThat(popularity.metrics().mean(Metric.NDCG)).isCloseTo(0.2542, within(0.012));
  }

  private static Result judge(Recipe recipe, Holdout holdout) {
    return new Evaluator(holdout).judge(recipe.train(holdout, recipe.defaults(), 1).contender());
  }

  private static Path movieLens() {
    Path movieLens = Path.of(System.getProperty("slate.root"), "..", "shared", "datasets", "ml-1m");
    assumeTrue(Files.isDirectory(movieLens), "no MovieLens 1M at " + movieLens);
    return movieLens;
  }

  private static TrainingData read(Path movieLens, Path directory) throws IOException {
    return read(movieLens, directory, 3);
  }

  private static TrainingData read(Path movieLens, Path directory, double minRating)
      throws IOException {
    if (oneMillion == null) {
      try (BadRows badRows = new BadRows(directory.resolve("bad"), BadRows.DEFAULT_MAX_SHARE)) {
        oneMillion = DatasetReader.open(movieLens).read(badRows);
      }
    }
    return TrainingData.of(oneMillion.events(), oneMillion.items(), minRating);
  }
}
