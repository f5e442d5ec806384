package dev.slate.featurestore.offline;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;
import org.apache.kafka.server.common.MetadataVersion;

/** A broker in the test's JVM. */
public final class TestKafka implements AutoCloseable {
  private final KafkaRaftServer server;
  private final String address;

  private TestKafka(KafkaRaftServer server, String address) {
    this.server = server;
    this.address = address;
  }

  public static TestKafka start(Path directory) throws Exception {
    String broker = "127.0.0.1:" + freePort();
    String controller = "127.0.0.1:" + freePort();
    Properties config = new Properties();
    config.put("process.roles", "broker,controller");
    config.put("node.id", "1");
    config.put("listeners", "PLAINTEXT://" + broker + ",CONTROLLER://" + controller);
    config.put("controller.listener.names", "CONTROLLER");
    config.put("controller.quorum.voters", "1@" + controller);
    config.put("log.dirs", directory.toString());
    config.put("offsets.topic.replication.factor", "1");
    config.put("transaction.state.log.replication.factor", "1");
    config.put("transaction.state.log.min.isr", "1");
    config.put("log.cleaner.dedupe.buffer.size", "8388608");
    new Formatter()
        .setNodeId(1)
        .setClusterId(Uuid.randomUuid().toString())
        .addDirectory(directory.toString())
        .setMetadataLogDirectory(directory.toString())
        .setControllerListenerName("CONTROLLER")
        .setReleaseVersion(MetadataVersion.LATEST_PRODUCTION)
        .setIgnoreFormatted(true)
        .run();
    KafkaRaftServer server = new KafkaRaftServer(KafkaConfig.fromProps(config), Time.SYSTEM);
    server.startup();
    return new TestKafka(server, broker);
  }

  public String bootstrapServers() {
    return address;
  }

  /**
   * Makes an empty topic, in place of the one of that name if there is one. Only a producer made
   * after it is sure to write to the new one: an older one may still know the old topic.
   */
  public void createTopic(String name, int partitions) {
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", address))) {
      Uuid created =
          await()
              .ignoreExceptions()
              .until(() -> create(admin, new NewTopic(name, partitions, (short) 1)), id -> true);
      // The broker applies what the controller decided a little later.
      await().ignoreExceptions().until(() -> created.equals(idAtBroker(admin, name)));
    }
  }

  private static Uuid create(Admin admin, NewTopic topic) throws Exception {
    if (admin.listTopics().names().get().contains(topic.name())) {
      admin.deleteTopics(List.of(topic.name())).all().get();
    }
    return admin.createTopics(List.of(topic)).topicId(topic.name()).get();
  }

  private static Uuid idAtBroker(Admin admin, String name) throws Exception {
    return admin.describeTopics(List.of(name)).allTopicNames().get().values().stream()
        .map(TopicDescription::topicId)
        .findFirst()
        .orElseThrow();
  }

  /** As ours: acknowledged by all, uncompressed. */
  public KafkaProducer<String, byte[]> producer() {
    return new KafkaProducer<>(
        Map.of(
            "bootstrap.servers",
            address,
            "linger.ms",
            5,
            "batch.size",
            1 << 17,
            "max.in.flight.requests.per.connection",
            1),
        new StringSerializer(),
        new ByteArraySerializer());
  }

  @Override
  public void close() {
    server.shutdown();
    server.awaitShutdown();
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }
}
