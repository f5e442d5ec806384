package dev.slate.serving;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InvalidClassException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a serving process must not be able to do. */
class SparkAbsenceTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "org.apache.spark.sql.SparkSession",
        "org.apache.spark.ml.recommendation.ALS",
        "org.apache.hadoop.conf.Configuration",
        "io.delta.tables.DeltaTable",
        "org.quartz.Scheduler",
        "org.tribuo.Model"
      })
  void loadClass_ofATrainingLibrary_isNotThere(String name) {
    assertThatThrownBy(() -> Class.forName(name)).isInstanceOf(ClassNotFoundException.class);
  }

  @Test
  void readObject_anything_isRefused() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(Integer.valueOf(1));
    }
    assertThat(System.getProperty("jdk.serialFilter")).isEqualTo("!*");
    try (ObjectInputStream in =
        new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
      assertThatThrownBy(in::readObject).isInstanceOf(InvalidClassException.class);
    }
  }
}
