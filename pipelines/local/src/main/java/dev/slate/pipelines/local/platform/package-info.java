/**
 * A real Kafka broker and a real Redis for one machine, and the topics on any broker: {@link
 * dev.slate.pipelines.local.platform.EmbeddedKafka}, {@link
 * dev.slate.pipelines.local.platform.EmbeddedRedis}, {@link
 * dev.slate.pipelines.local.platform.TopicCreator}.
 */
@NullMarked
package dev.slate.pipelines.local.platform;

import org.jspecify.annotations.NullMarked;
