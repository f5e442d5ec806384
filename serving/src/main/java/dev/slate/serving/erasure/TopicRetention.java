package dev.slate.serving.erasure;

import dev.slate.data.Topics;
import dev.slate.serving.erasure.ErasureStatus.Part;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;

/**
 * How long the log itself keeps what users did: records of a log cannot be deleted one by one, they
 * go with their segment. Thread-safe.
 */
public record TopicRetention(String bootstrapServers) {
  private static final String NAME = "log";
  private static final List<String> OF_USERS =
      List.of(
          Topics.EVENTS,
          Topics.EVENTS_BY_ITEM,
          Topics.EXPOSURES,
          Topics.SERVED_FEATURES,
          Topics.TRACES,
          Topics.EVENTS_DLQ);

  Part part(long requestedMs, long nowMs) {
    long longest = 0;
    try {
      for (Map.Entry<ConfigResource, Config> topic : configs().entrySet()) {
        ConfigEntry entry = topic.getValue().get(TopicConfig.RETENTION_MS_CONFIG);
        long retention = entry == null ? -1 : Long.parseLong(entry.value());
        if (retention < 0) {
          return Part.pending(
              NAME,
              null,
              "retention.ms of "
                  + topic.getKey().name()
                  + " is "
                  + retention
                  + ", for ever: set one that is longer than the slowest nightly run");
        }
        longest = Math.max(longest, retention);
      }
    } catch (ExecutionException | TimeoutException e) {
      return Part.pending(NAME, null, "the broker did not tell its retention");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
    long untilMs = requestedMs + longest;
    return nowMs > untilMs
        ? Part.done(NAME, "retention has deleted the records")
        : Part.pending(NAME, untilMs, "records go with retention.ms of their topics");
  }

  private Map<ConfigResource, Config> configs()
      throws ExecutionException, InterruptedException, TimeoutException {
    try (Admin admin =
        Admin.create(
            Map.of(
                "bootstrap.servers",
                bootstrapServers,
                "default.api.timeout.ms",
                3_000,
                "request.timeout.ms",
                2_000))) {
      return admin
          .describeConfigs(
              OF_USERS.stream()
                  .map(topic -> new ConfigResource(ConfigResource.Type.TOPIC, topic))
                  .toList())
          .all()
          .get(4, TimeUnit.SECONDS);
    }
  }
}
