package dev.slate.pipelines.nightly.step;

import dev.slate.training.model.FloatMatrix;
import dev.slate.training.model.index.BuiltIndex;
import dev.slate.training.model.index.IndexBuilder;
import dev.slate.training.model.index.IndexEngine;
import dev.slate.training.spark.Histories;
import dev.slate.training.spark.RetrievalModels;
import dev.slate.training.spark.TrainingData;
import java.util.Arrays;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/** Builds both indices, measured on vectors of users who are there. */
public record IndexStep(IndexEngine engine, TrainingData data) {
  private static final int QUERIES = 200;

  /** The indices over the ALS factors and the item tower's vectors. */
  public record Indices(BuiltIndex als, BuiltIndex tower) {}

  public Indices run(RetrievalModels models) {
    int[][] histories = data.positives().itemsByUser();
    int[] users =
        IntStream.range(0, histories.length)
            .filter(user -> histories[user].length > 0)
            .limit(QUERIES)
            .toArray();
    IndexBuilder builder = new IndexBuilder(engine);
    FloatMatrix factors = models.als().model().itemFactors();
    FloatMatrix vectors = models.tower().model().itemVectors();
    return new Indices(
        builder.build(factors, queries(users, models.als().userFactors()::row)),
        builder.build(
            vectors,
            queries(
                users,
                user ->
                    models.tower().model().userVector(Histories.newestFirst(histories[user])))));
  }

  private static FloatMatrix queries(int[] users, IntFunction<float[]> vector) {
    float[][] rows = Arrays.stream(users).mapToObj(vector).toArray(float[][]::new);
    FloatMatrix queries = FloatMatrix.zeros(rows.length, rows[0].length);
    for (int row = 0; row < rows.length; row++) {
      System.arraycopy(rows[row], 0, queries.values(), row * queries.columns(), queries.columns());
    }
    return queries;
  }

  public static String detail(Indices indices) {
    return "als "
        + indices.als().choice().engine()
        + ", two-tower "
        + indices.tower().choice().engine();
  }
}
