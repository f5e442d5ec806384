package dev.slate.pipelines.streaming;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.slate.data.Topics;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;

/** {@link NaiveWriter}: each user's count against the records of the log, repeats included. */
record NaiveUnderFire(TestPlatform platform) implements FireWriter {
  @Override
  public Class<?> main() {
    return NaiveWriter.class;
  }

  @Override
  public FaultProxy.Drop drop() {
    return FaultProxy.Drop.INCREMENT;
  }

  @Override
  public long committed() {
    try (KafkaConsumer<byte[], byte[]> consumer = platform.consumer(NaiveWriter.GROUP)) {
      return consumer
          .committed(new HashSet<>(TestPlatform.partitionsOf(Topics.EVENTS)))
          .values()
          .stream()
          .filter(Objects::nonNull)
          .mapToLong(OffsetAndMetadata::offset)
          .sum();
    }
  }

  @Override
  public boolean isDrained() {
    return committed() == platform.written(Route.USERS);
  }

  @Override
  public Violations violations() {
    Map<String, Long> truth = new HashMap<>();
    platform.scan(
        Topics.EVENTS, record -> truth.merge(new String(record.key(), UTF_8), 1L, Long::sum));
    Map<String, Long> counted = new HashMap<>();
    platform
        .redis
        .texts(NaiveWriter.USERS)
        .forEach((user, count) -> counted.put(user, Long.parseLong(count)));
    return Violations.between(truth, counted, Long::equals);
  }
}
