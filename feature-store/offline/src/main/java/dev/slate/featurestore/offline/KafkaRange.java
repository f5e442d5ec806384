package dev.slate.featurestore.offline;

import java.io.Serializable;

/**
 * A stretch of one Kafka partition.
 *
 * @param from first offset
 * @param until offset behind the last
 */
record KafkaRange(String topic, int partition, long from, long until) implements Serializable {

  long size() {
    return until - from;
  }
}
