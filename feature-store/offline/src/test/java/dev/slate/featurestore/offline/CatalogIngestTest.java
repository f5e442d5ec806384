package dev.slate.featurestore.offline;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.slate.data.Topics;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.spark.sql.Row;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CatalogIngestTest {

  @Test
  void items_newestOfEachKey_deletionsAndBadOnes(@TempDir Path directory) throws Exception {
    try (TestKafka kafka = TestKafka.start(directory.resolve("kafka"));
        KafkaProducer<String, byte[]> producer = kafka.producer()) {
      kafka.createTopic(Topics.ITEMS, 2);
      Lake lake = new Lake(SparkTestSession.get(), directory.resolve("lake"));
      CatalogIngest ingest = new CatalogIngest(lake, new KafkaLog(kafka.bootstrapServers()));
      put(producer, "a", "{\"itemId\":\"a\",\"title\":\"old\"}");
      put(producer, "a", "{\"itemId\":\"a\",\"title\":\"new\"}");
      put(producer, "b", "{\"itemId\":\"b\"}");
      put(producer, "b", null);
      put(producer, "c", "{\"itemId\":\"c\",\"title\":\"good\"}");
      put(producer, "c", "{\"itemId\":\"c\",\"title\":7}");
      put(producer, "d", "{\"itemId\":\"other\"}");
      producer.flush();

      IngestReport report = ingest.items();

      assertThat(report.accepted()).isEqualTo(2);
      assertThat(report.rejected()).isEqualTo(2);
      assertThat(items(lake))
          .containsExactly(
              Map.entry("a", "{\"itemId\":\"a\",\"title\":\"new\"}"),
              Map.entry("c", "{\"itemId\":\"c\",\"title\":\"good\"}"));
      assertThat(ingest.items()).isEqualTo(IngestReport.nothingNew(Topics.ITEMS));

      put(producer, "a", null);
      producer.flush();
      ingest.items();

      assertThat(items(lake)).containsOnlyKeys("c");
    }
  }

  private static void put(
      KafkaProducer<String, byte[]> producer, String key, @Nullable String json) {
    byte[] value = json == null ? null : json.getBytes(UTF_8);
    producer.send(new ProducerRecord<>(Topics.ITEMS, key, value));
  }

  private static Map<String, String> items(Lake lake) {
    Map<String, String> items = new TreeMap<>();
    for (Row row : lake.read(LakeTable.ITEMS).collectAsList()) {
      items.put(row.getString(0), row.getString(1));
    }
    return items;
  }
}
