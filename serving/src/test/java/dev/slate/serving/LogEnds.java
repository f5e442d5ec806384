package dev.slate.serving;

import dev.slate.data.Topics;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;

/** Where the topics end that hold what users, items and experiments are: the truth of a server. */
final class LogEnds implements AutoCloseable {
  private static final List<String> TRUTH =
      List.of(Topics.EVENTS, Topics.ITEMS, Topics.USERS, Topics.EXPERIMENTS, Topics.ERASURES);

  private final Admin admin;

  LogEnds(String bootstrapServers) {
    admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers));
  }

  /** The end of each partition. */
  Map<String, Long> ends() {
    Map<TopicPartition, OffsetSpec> asked = new HashMap<>();
    for (String topic : TRUTH) {
      for (int p = 0; p < Topics.partitionsOf(topic, Platform.PARTITIONS); p++) {
        asked.put(new TopicPartition(topic, p), OffsetSpec.latest());
      }
    }
    try {
      Map<String, Long> ends = new TreeMap<>();
      admin
          .listOffsets(asked)
          .all()
          .get()
          .forEach((partition, info) -> ends.put(partition.toString(), info.offset()));
      return ends;
    } catch (InterruptedException | ExecutionException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    admin.close();
  }
}
