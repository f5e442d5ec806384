package dev.slate.pipelines.local.platform;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;
import org.apache.kafka.server.common.MetadataVersion;

/**
 * One Kafka broker in this JVM (KRaft, broker and controller in one), listening on 127.0.0.1.
 *
 * <p>What is written survives a restart on the same directory; nothing is deleted by age, because
 * the online state is rebuilt from the log. Thread-safe; about 70 threads and 40 MB of heap.
 */
public final class EmbeddedKafka implements AutoCloseable {
  private final KafkaRaftServer server;
  private final int port;
  private boolean closed;

  private EmbeddedKafka(KafkaRaftServer server, int port) {
    this.server = server;
    this.port = port;
  }

  /** As {@link #start(Path, int)}, on a free port. */
  public static EmbeddedKafka start(Path directory) {
    return start(directory, Ports.free());
  }

  /**
   * Starts a broker that keeps its log in {@code directory}, made when absent; returns when it
   * accepts clients.
   *
   * @throws PlatformException when it does not start, for example because the port is taken
   */
  public static EmbeddedKafka start(Path directory, int port) {
    Path log = directory.toAbsolutePath().normalize();
    KafkaRaftServer server = null;
    try {
      Files.createDirectories(log);
      if (!Files.exists(log.resolve("meta.properties"))) {
        format(log);
      }
      server = new KafkaRaftServer(KafkaConfig.fromProps(properties(log, port)), Time.SYSTEM);
      server.startup();
      return new EmbeddedKafka(server, port);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (Exception e) {
      if (server != null) {
        server.shutdown();
        server.awaitShutdown();
      }
      throw new PlatformException(
          "Kafka does not start on 127.0.0.1:" + port + " with its log in " + log + ": " + e, e);
    }
  }

  /** {@code host:port}, as clients want it. */
  public String bootstrapServers() {
    return "127.0.0.1:" + port;
  }

  /** Stops the broker and waits until its log is on disk; repeated calls do nothing. */
  @Override
  public synchronized void close() {
    if (!closed) {
      closed = true;
      server.shutdown();
      server.awaitShutdown();
    }
  }

  private static void format(Path log) throws Exception {
    new Formatter()
        .setNodeId(1)
        .setClusterId(Uuid.randomUuid().toString())
        .addDirectory(log.toString())
        .setMetadataLogDirectory(log.toString())
        .setControllerListenerName("CONTROLLER")
        .setReleaseVersion(MetadataVersion.LATEST_PRODUCTION)
        .setIgnoreFormatted(true)
        .setPrintStream(new PrintStream(OutputStream.nullOutputStream(), false, UTF_8))
        .run();
  }

  private static Properties properties(Path log, int port) {
    int controller = Ports.free();
    Properties p = new Properties();
    p.setProperty("process.roles", "broker,controller");
    p.setProperty("node.id", "1");
    p.setProperty(
        "listeners", "PLAINTEXT://127.0.0.1:" + port + ",CONTROLLER://127.0.0.1:" + controller);
    p.setProperty("controller.listener.names", "CONTROLLER");
    p.setProperty("controller.quorum.voters", "1@127.0.0.1:" + controller);
    p.setProperty("log.dirs", log.toString());
    p.setProperty("offsets.topic.replication.factor", "1");
    p.setProperty("offsets.topic.num.partitions", "4");
    p.setProperty("transaction.state.log.replication.factor", "1");
    p.setProperty("transaction.state.log.min.isr", "1");
    p.setProperty("transaction.state.log.num.partitions", "4");
    p.setProperty("share.coordinator.state.topic.replication.factor", "1");
    p.setProperty("share.coordinator.state.topic.min.isr", "1");
    p.setProperty("share.coordinator.state.topic.num.partitions", "4");
    p.setProperty("group.initial.rebalance.delay.ms", "0");
    p.setProperty("auto.create.topics.enable", "false");
    p.setProperty("log.retention.ms", "-1");
    p.setProperty("log.cleaner.dedupe.buffer.size", "8388608");
    return p;
  }
}
