package dev.slate.training.spark.als;

import java.util.List;
import org.apache.spark.ml.Model;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.ml.util.MLReader;
import org.apache.spark.ml.util.MLWritable;
import org.apache.spark.ml.util.MLWriter;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * Factors that {@link ImplicitAls} learned: adds {@code prediction} (float, 1 for what a user would
 * choose, 0 for what not) to rows with {@code user} and {@code item}; NaN where training did not
 * see one of the two. Saved as Spark's metadata beside {@code items.safetensors}, which is a
 * registry's {@code als.safetensors}, and {@code users.safetensors}. What serves is {@link
 * #fit()}'s model.
 */
public final class ImplicitAlsModel extends Model<ImplicitAlsModel> implements MLWritable {
  private static final long serialVersionUID = 1L;

  private final String uid;
  // Spark serialises a model only when it is saved, and this one has a writer of its own.
  private final transient AlsFit fit;

  ImplicitAlsModel(String uid, AlsFit fit) {
    this.uid = uid;
    this.fit = fit;
  }

  @Override
  public String uid() {
    return uid;
  }

  /** The model without Spark, and the users' factors. */
  public AlsFit fit() {
    return fit;
  }

  @Override
  public Dataset<Row> transform(Dataset<?> dataset) {
    transformSchema(dataset.schema());
    return dataset.withColumn(
        "prediction",
        functions
            .udf(new PairScoreUdf(fit), DataTypes.FloatType)
            .apply(functions.col("user"), functions.col("item")));
  }

  @Override
  public StructType transformSchema(StructType schema) {
    return requirePairs(schema).add("prediction", DataTypes.FloatType, false);
  }

  /**
   * @throws IllegalArgumentException naming the column that is missing or of another type
   */
  static StructType requirePairs(StructType schema) {
    for (String column : List.of("user", "item")) {
      DataType type = DataTypes.IntegerType;
      if (!List.of(schema.fieldNames()).contains(column)
          || !schema.apply(column).dataType().equals(type)) {
        throw new IllegalArgumentException(
            "column " + column + " in " + schema.simpleString() + " (expected: " + type + ")");
      }
    }
    return schema;
  }

  @Override
  public MLWriter write() {
    return new ImplicitAlsFiles.Writer(this);
  }

  /** Reads what {@link #write} wrote. */
  public static MLReader<ImplicitAlsModel> read() {
    return new ImplicitAlsFiles.Reader();
  }

  /** Short for {@code read().load(path)}. */
  public static ImplicitAlsModel load(String path) {
    return read().load(path);
  }

  @Override
  public ImplicitAlsModel copy(ParamMap extra) {
    return copyValues(new ImplicitAlsModel(uid, fit), extra).setParent(parent());
  }
}
