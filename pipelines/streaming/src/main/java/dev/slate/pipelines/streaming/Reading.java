package dev.slate.pipelines.streaming;

import dev.slate.data.event.Event;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/**
 * What a usable record says.
 *
 * @param entry of the entity whose state it changes
 * @param event to fold in; null erases the entity
 */
record Reading(ConsumerRecord<byte[], byte[]> record, Entry entry, @Nullable Event event) {}
