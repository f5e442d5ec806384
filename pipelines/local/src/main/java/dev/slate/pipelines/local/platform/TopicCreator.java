package dev.slate.pipelines.local.platform;

import dev.slate.data.Topics;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.TopicPartition;

/** Creates the topics of {@link Topics} that a broker does not have yet. */
public final class TopicCreator {
  private static final int TIMEOUT_SECONDS = 30;

  /** Small segments, so that a compacted topic is compacted while it is still small. */
  private static final Map<String, String> COMPACTED =
      Map.of(
          "cleanup.policy", "compact",
          "segment.bytes", "16777216",
          "segment.ms", "3600000",
          "min.cleanable.dirty.ratio", "0.2");

  /** The online state is rebuilt from these, so age alone deletes nothing. */
  private static final Map<String, String> KEPT =
      Map.of("cleanup.policy", "delete", "retention.ms", "-1");

  /** For people to look at, not to rebuild anything from. */
  private static final Map<String, String> A_DAY =
      Map.of(
          "cleanup.policy", "delete",
          "retention.ms", "86400000",
          "retention.bytes", "268435456",
          "segment.bytes", "16777216");

  private final String bootstrapServers;

  public TopicCreator(String bootstrapServers) {
    this.bootstrapServers = bootstrapServers;
  }

  /**
   * Creates what is missing and returns its names, once every partition has a leader that answers;
   * topics that exist are left as they are.
   *
   * @param partitions of the keyed topics
   * @param replication copies of each partition
   * @throws PlatformException when the broker does not answer, or when a topic exists with another
   *     number of partitions
   */
  public List<String> create(int partitions, int replication) {
    try (Admin admin =
        Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers))) {
      Set<String> existing = admin.listTopics().names().get(TIMEOUT_SECONDS, TimeUnit.SECONDS);
      requireSamePartitions(
          admin, Topics.all().stream().filter(existing::contains).toList(), partitions);
      List<NewTopic> missing = new ArrayList<>();
      for (String topic : Topics.all()) {
        if (!existing.contains(topic)) {
          missing.add(
              new NewTopic(topic, Topics.partitionsOf(topic, partitions), (short) replication)
                  .configs(configs(topic)));
        }
      }
      admin.createTopics(missing).all().get(TIMEOUT_SECONDS, TimeUnit.SECONDS);
      awaitLeaders(admin, partitions);
      return missing.stream().map(NewTopic::name).toList();
    } catch (ExecutionException | TimeoutException e) {
      throw new PlatformException(
          "Topics cannot be created on " + bootstrapServers + ": " + rootMessage(e), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new PlatformException("Interrupted while creating topics", e);
    }
  }

  private static Map<String, String> configs(String topic) {
    if (topic.equals(Topics.TRACES)) {
      return A_DAY;
    }
    return Topics.isCompacted(topic) ? COMPACTED : KEPT;
  }

  private static void requireSamePartitions(Admin admin, List<String> topics, int partitions)
      throws ExecutionException, InterruptedException, TimeoutException {
    Map<String, TopicDescription> found =
        admin.describeTopics(topics).allTopicNames().get(TIMEOUT_SECONDS, TimeUnit.SECONDS);
    found.forEach(
        (name, description) -> {
          int wanted = Topics.partitionsOf(name, partitions);
          int actual = description.partitions().size();
          if (actual != wanted) {
            throw new PlatformException(
                String.format(
                    "topic %s: %d partitions (expected: %d); fix: set slate.kafka.partitions to"
                        + " what the topics have, or start with an empty home",
                    name, actual, wanted));
          }
        });
  }

  /** Only the leader of a partition knows its end, and the client asks until one does. */
  private static void awaitLeaders(Admin admin, int partitions)
      throws ExecutionException, InterruptedException, TimeoutException {
    Map<TopicPartition, OffsetSpec> ends = new HashMap<>();
    for (String topic : Topics.all()) {
      for (int partition = 0; partition < Topics.partitionsOf(topic, partitions); partition++) {
        ends.put(new TopicPartition(topic, partition), OffsetSpec.latest());
      }
    }
    admin.listOffsets(ends).all().get(TIMEOUT_SECONDS, TimeUnit.SECONDS);
  }

  private static String rootMessage(Exception e) {
    Throwable cause = e.getCause();
    return cause == null || cause.getMessage() == null
        ? "no answer within " + TIMEOUT_SECONDS + " s"
        : cause.getMessage();
  }
}
