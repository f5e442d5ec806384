package dev.slate.training.spark.tower;

import dev.slate.training.model.registry.TwoTowerTensors;
import dev.slate.training.model.tower.TwoTowerModel;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.List;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.ml.Model;
import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.ml.util.DefaultParamsReader;
import org.apache.spark.ml.util.DefaultParamsReader$;
import org.apache.spark.ml.util.DefaultParamsWriter$;
import org.apache.spark.ml.util.MLReader;
import org.apache.spark.ml.util.MLWritable;
import org.apache.spark.ml.util.MLWriter;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import scala.Option;

/**
 * A trained two-tower model in Spark: adds {@link #outputCol} (array of float, a user's vector) to
 * rows with {@link #historyCol} (array of int, item indices newest first). Saved as Spark's
 * metadata beside {@code model.safetensors}. What serves is {@link #model()}.
 */
public final class TwoTowerTransformer extends Model<TwoTowerTransformer> implements MLWritable {
  private static final long serialVersionUID = 1L;
  private static final String FILE = "model.safetensors";

  private final String uid;
  private final Param<String> historyCol;
  private final Param<String> outputCol;
  // Spark serialises a model only when it is saved, and this one has a writer of its own.
  private final transient TwoTowerFit fit;

  TwoTowerTransformer(String uid, TwoTowerFit fit) {
    this.uid = uid;
    this.fit = fit;
    historyCol = new Param<>(this, "historyCol", "column name");
    outputCol = new Param<>(this, "outputCol", "column name");
    setDefault(historyCol, "history");
    setDefault(outputCol, "userVector");
  }

  @Override
  public String uid() {
    return uid;
  }

  public Param<String> historyCol() {
    return historyCol;
  }

  public Param<String> outputCol() {
    return outputCol;
  }

  /** The model without Spark. */
  public TwoTowerModel model() {
    return fit.model();
  }

  /** How training went; empty if the model was read from a file. */
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
            .apply(functions.col(getOrDefault(historyCol)));
    return dataset.withColumn(getOrDefault(outputCol), vector);
  }

  @Override
  public StructType transformSchema(StructType schema) {
    String history = getOrDefault(historyCol);
    if (!List.of(schema.fieldNames()).contains(history)) {
      throw new IllegalArgumentException(
          "columns: " + schema.simpleString() + " (expected: " + history + ", an array of int)");
    }
    return schema.add(
        getOrDefault(outputCol), DataTypes.createArrayType(DataTypes.FloatType, false));
  }

  @Override
  public TwoTowerTransformer copy(ParamMap extra) {
    return copyValues(new TwoTowerTransformer(uid, fit), extra).setParent(parent());
  }

  @Override
  public MLWriter write() {
    return new Writer(this);
  }

  /** Reads what {@link #write} wrote. */
  public static MLReader<TwoTowerTransformer> read() {
    return new Reader();
  }

  /** Short for {@code read().load(path)}. */
  public static TwoTowerTransformer load(String path) {
    return read().load(path);
  }

  private static final class Writer extends MLWriter {
    private final TwoTowerTransformer model;

    Writer(TwoTowerTransformer model) {
      this.model = model;
    }

    @Override
    public void saveImpl(String path) {
      DefaultParamsWriter$.MODULE$.saveMetadata(model, path, sparkSession());
      Path file = new Path(path, FILE);
      try (OutputStream out =
          file.getFileSystem(sparkSession().sparkContext().hadoopConfiguration()).create(file)) {
        out.write(TwoTowerTensors.write(model.model().parameters()));
      } catch (IOException e) {
        throw new UncheckedIOException("model: " + file, e);
      }
    }
  }

  private static final class Reader extends MLReader<TwoTowerTransformer> {
    @Override
    public TwoTowerTransformer load(String path) {
      DefaultParamsReader.Metadata metadata =
          DefaultParamsReader$.MODULE$.loadMetadata(
              path, sparkSession(), TwoTowerTransformer.class.getName());
      Path file = new Path(path, FILE);
      try {
        FileSystem files = file.getFileSystem(sparkSession().sparkContext().hadoopConfiguration());
        try (InputStream in = files.open(file)) {
          TwoTowerModel model = new TwoTowerModel(TwoTowerTensors.read(in.readAllBytes()));
          TwoTowerTransformer read =
              new TwoTowerTransformer(
                  metadata.uid(), new TwoTowerFit(model, new LearningCurve(List.of(), 0)));
          metadata.getAndSetParams(read, Option.empty());
          return read;
        }
      } catch (IOException e) {
        throw new UncheckedIOException("model: " + file, e);
      }
    }
  }
}
