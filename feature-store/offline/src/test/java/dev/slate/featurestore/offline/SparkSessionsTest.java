package dev.slate.featurestore.offline;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SparkSessionsTest {

  @Test
  void cores_ofEveryLocalMaster() {
    assertThat(SparkSessions.cores("local")).isEqualTo(1);
    assertThat(SparkSessions.cores("local[3]")).isEqualTo(3);
    assertThat(SparkSessions.cores("local[4,2]")).isEqualTo(4);
    assertThat(SparkSessions.cores("local[*]"))
        .isEqualTo(Runtime.getRuntime().availableProcessors());
  }

  @Test
  void delta_repeatedTransaction_addsNothing(@TempDir Path directory) {
    SparkSession spark = SparkTestSession.get();
    String table = directory.resolve("t").toString();
    Dataset<Row> rows =
        spark.createDataset(List.of("a", "b", "c"), Encoders.STRING()).toDF("value");
    for (int attempt = 0; attempt < 2; attempt++) {
      rows.write()
          .format("delta")
          .mode("append")
          .option("txnAppId", "ingest-0")
          .option("txnVersion", 1)
          .save(table);
    }

    assertThat(spark.read().format("delta").load(table).groupBy("value").count().count())
        .isEqualTo(3);
    assertThat(spark.read().format("delta").load(table).count()).isEqualTo(3);
  }
}
