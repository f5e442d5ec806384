package dev.slate.training.spark.als;

import dev.slate.training.model.registry.AlsTensors;
import dev.slate.training.model.registry.TensorFile;
import dev.slate.training.model.registry.TensorWriter;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.spark.ml.util.DefaultParamsReader;
import org.apache.spark.ml.util.DefaultParamsReader$;
import org.apache.spark.ml.util.DefaultParamsWriter$;
import org.apache.spark.ml.util.MLReader;
import org.apache.spark.ml.util.MLWriter;
import org.apache.spark.sql.SparkSession;
import scala.Option;

/** An {@link ImplicitAlsModel} on any file system that Spark knows. */
final class ImplicitAlsFiles {
  private static final String ITEMS = "items.safetensors";
  private static final String USERS = "users.safetensors";
  private static final String USER_FACTORS = "user_factors";

  private ImplicitAlsFiles() {}

  static final class Writer extends MLWriter {
    private final ImplicitAlsModel model;

    Writer(ImplicitAlsModel model) {
      this.model = model;
    }

    @Override
    public void saveImpl(String path) {
      DefaultParamsWriter$.MODULE$.saveMetadata(model, path, sparkSession());
      write(new Path(path, ITEMS), AlsTensors.write(model.fit().model()));
      write(
          new Path(path, USERS),
          new TensorWriter().add(USER_FACTORS, model.fit().userFactors()).toBytes());
    }

    private void write(Path file, byte[] bytes) {
      try (OutputStream out = file.getFileSystem(configuration(sparkSession())).create(file)) {
        out.write(bytes);
      } catch (IOException e) {
        throw new UncheckedIOException("model: " + file, e);
      }
    }
  }

  static final class Reader extends MLReader<ImplicitAlsModel> {
    @Override
    public ImplicitAlsModel load(String path) {
      DefaultParamsReader.Metadata metadata =
          DefaultParamsReader$.MODULE$.loadMetadata(
              path, sparkSession(), ImplicitAlsModel.class.getName());
      AlsFit fit =
          new AlsFit(
              AlsTensors.read(read(new Path(path, ITEMS))),
              TensorFile.read(read(new Path(path, USERS))).matrix(USER_FACTORS));
      ImplicitAlsModel model = new ImplicitAlsModel(metadata.uid(), fit);
      metadata.getAndSetParams(model, Option.empty());
      return model;
    }

    private byte[] read(Path file) {
      try (InputStream in = file.getFileSystem(configuration(sparkSession())).open(file)) {
        return in.readAllBytes();
      } catch (IOException e) {
        throw new UncheckedIOException("model: " + file, e);
      }
    }
  }

  private static Configuration configuration(SparkSession spark) {
    return spark.sparkContext().hadoopConfiguration();
  }
}
