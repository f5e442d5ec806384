package dev.slate.training.spark.tower;

import dev.slate.training.model.tower.TwoTowerModel;
import java.util.List;
import org.apache.spark.ml.Model;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * A trained two-tower model in Spark: adds {@code userVector} (array of float) to rows with {@code
 * history} (array of int, item indices newest first). What serves is {@link #model()}.
 */
public final class TwoTowerTransformer extends Model<TwoTowerTransformer> {
  private static final long serialVersionUID = 1L;

  private final String uid;
  // Spark serialises a model only when it is saved, and this one is saved by the registry.
  private final transient TwoTowerFit fit;

  TwoTowerTransformer(String uid, TwoTowerFit fit) {
    this.uid = uid;
    this.fit = fit;
  }

  @Override
  public String uid() {
    return uid;
  }

  /** The model without Spark. */
  public TwoTowerModel model() {
    return fit.model();
  }

  /** How training went. */
  public LearningCurve curve() {
    return fit.curve();
  }

  @Override
  public Dataset<Row> transform(Dataset<?> dataset) {
    transformSchema(dataset.schema());
    UserVectorUdf userVector = new UserVectorUdf(fit.model().parameters());
    Column vector =
        functions
            .udf(userVector, DataTypes.createArrayType(DataTypes.FloatType, false))
            .apply(functions.col("history"));
    return dataset.withColumn("userVector", vector);
  }

  @Override
  public StructType transformSchema(StructType schema) {
    if (!List.of(schema.fieldNames()).contains("history")) {
      throw new IllegalArgumentException(
          "columns: " + schema.simpleString() + " (expected: history, an array of int)");
    }
    return schema.add("userVector", DataTypes.createArrayType(DataTypes.FloatType, false));
  }

  @Override
  public TwoTowerTransformer copy(ParamMap extra) {
    return copyValues(new TwoTowerTransformer(uid, fit), extra).setParent(parent());
  }
}
