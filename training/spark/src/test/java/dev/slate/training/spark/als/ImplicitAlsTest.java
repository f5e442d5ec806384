package dev.slate.training.spark.als;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slate.data.config.SlateConfig;
import dev.slate.featurestore.offline.SparkTestSession;
import dev.slate.training.spark.Planted;
import dev.slate.training.spark.Positives;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImplicitAlsTest {
  private static final StructType SCHEMA =
      new StructType().add("user", DataTypes.IntegerType).add("item", DataTypes.IntegerType);

  private final Positives positives = Planted.positives(60, 40, 4, 8, 1);

  private Dataset<Row> rows() {
    List<Row> rows =
        IntStream.range(0, positives.size())
            .mapToObj(row -> RowFactory.create(positives.user(row), positives.item(row)))
            .toList();
    return SparkTestSession.get().createDataFrame(rows, SCHEMA);
  }

  private static ImplicitAls estimator(int partitions) {
    ImplicitAls als = new ImplicitAls();
    als.set(als.embeddingDim(), 8);
    als.set(als.iterations(), 3);
    als.set(als.regularization(), 0.02);
    als.set(als.unobservedWeight(), 0.2);
    als.set(als.partitions(), partitions);
    return als;
  }

  @Test
  void fit_anyPartitions_givesTheBitsOfOneProcess() {
    SlateConfig.Als settings = new SlateConfig.Als(SlateConfig.AlsEngine.SLATE, 8, 3, 0.02, 0.2);
    AlsFit alone = new SlateAlsTrainer(settings, 42).fit(sortedByItem());
    for (int partitions : new int[] {1, 2, 5}) {
      AlsFit fit = estimator(partitions).fit(rows()).fit();
      assertThat(fit.model().itemFactors().values())
          .isEqualTo(alone.model().itemFactors().values());
      assertThat(fit.userFactors().values()).isEqualTo(alone.userFactors().values());
    }
  }

  /** The estimator sorts a row's pairs, one process keeps their order: sorted, they agree. */
  private Positives sortedByItem() {
    int[] order =
        IntStream.range(0, positives.size())
            .boxed()
            .sorted(
                java.util.Comparator.<Integer>comparingInt(positives::user)
                    .thenComparingInt(positives::item))
            .mapToInt(i -> i)
            .toArray();
    return Positives.of(
        positives.users(),
        positives.items(),
        IntStream.of(order).map(positives::user).toArray(),
        IntStream.of(order).map(positives::item).toArray(),
        new long[order.length]);
  }

  @Test
  void transform_scoresPairs_nanWhereUnknown() {
    ImplicitAlsModel model = estimator(2).fit(rows());
    List<Row> rows =
        List.of(
            RowFactory.create(positives.user(0), positives.item(0)),
            RowFactory.create(0, 1000),
            RowFactory.create(-1, 0));
    List<Row> scored =
        model
            .transform(SparkTestSession.get().createDataFrame(rows, SCHEMA))
            .select("prediction")
            .collectAsList();
    assertThat(scored.get(0).getFloat(0)).isBetween(0.3f, 1.2f);
    assertThat(scored.get(1).getFloat(0)).isNaN();
    assertThat(scored.get(2).getFloat(0)).isNaN();
  }

  @Test
  void parameters_followSparksConventions() {
    ImplicitAls als = estimator(3);
    ImplicitAls copy = als.copy(new ParamMap().put(als.embeddingDim(), 5));
    assertThat(copy.uid()).isEqualTo(als.uid());
    assertThat(copy.getOrDefault(copy.embeddingDim())).isEqualTo(5);
    assertThat(copy.getOrDefault(copy.iterations())).isEqualTo(3);
    assertThatThrownBy(() -> als.set(als.embeddingDim(), 0)).hasMessageContaining("embeddingDim");
  }

  @Test
  void save_thenLoad_trainsAndScoresTheSame(@TempDir Path directory) throws IOException {
    ImplicitAls made = estimator(2);
    made.save(directory.resolve("estimator").toString());
    ImplicitAls als = ImplicitAls.load(directory.resolve("estimator").toString());
    assertThat(als.uid()).isEqualTo(made.uid());
    assertThat(als.extractParamMap()).hasToString(made.extractParamMap().toString());

    ImplicitAlsModel fitted = als.fit(rows());
    fitted.save(directory.resolve("model").toString());
    ImplicitAlsModel model = ImplicitAlsModel.load(directory.resolve("model").toString());
    assertThat(model.uid()).isEqualTo(fitted.uid());
    assertThat(model.fit().model().objective()).isEqualTo(fitted.fit().model().objective());
    assertThat(model.transform(rows()).collectAsList())
        .isEqualTo(fitted.transform(rows()).collectAsList());
    assertThatThrownBy(() -> fitted.save(directory.resolve("model").toString()))
        .hasMessageContaining("already exists");
    Files.write(directory.resolve("model").resolve("users.safetensors"), new byte[9]);
    assertThatThrownBy(() -> ImplicitAlsModel.load(directory.resolve("model").toString()))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageContaining("users.safetensors");
  }

  @Test
  void fit_badInput_namesIt() {
    Dataset<Row> none = rows().limit(0);
    assertThatThrownBy(() -> estimator(1).fit(none)).hasMessageContaining("pairs: none");
    Dataset<Row> other = rows().drop("item");
    assertThatThrownBy(() -> estimator(1).fit(other)).hasMessageContaining("column item");
    for (String bad : List.of("'NaN'", "'infinity'", "0", "-1", "null")) {
      Dataset<Row> weighted = rows().withColumn("weight", functions.expr("double(" + bad + ")"));
      assertThatThrownBy(() -> estimator(1).fit(weighted))
          .hasMessageContaining("(expected: ids from 0, weights above 0 and finite)");
    }
    for (String bad : List.of("-1", "null")) {
      Dataset<Row> numbered = rows().withColumn("item", functions.expr("int(" + bad + ")"));
      assertThatThrownBy(() -> estimator(1).fit(numbered))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("user, item, weight: [");
    }
  }
}
