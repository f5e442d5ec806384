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
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The harness against numbers that RePlay published for the same rows. */
class MovieLensPopularityTest {

  @Test
  void popularity_onTheTimeSplit_isWhatOthersPublished(@TempDir Path directory) throws IOException {
    Path movieLens = Path.of(System.getProperty("slate.root"), "..", "shared", "datasets", "ml-1m");
    assumeTrue(Files.isDirectory(movieLens), "no MovieLens 1M at " + movieLens);
    TrainingData data = read(movieLens, directory);
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

  private static TrainingData read(Path movieLens, Path directory) throws IOException {
    try (BadRows badRows = new BadRows(directory.resolve("bad"), BadRows.DEFAULT_MAX_SHARE)) {
      Dataset dataset = DatasetReader.open(movieLens).read(badRows);
      return TrainingData.of(dataset.events(), dataset.items(), 3);
    }
  }
}
