package dev.slate.featurestore.online;

import io.lettuce.core.ClientOptions;
import io.lettuce.core.ClientOptions.DisconnectedBehavior;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.lettuce.core.SocketOptions;
import io.lettuce.core.TimeoutOptions;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.codec.ByteArrayCodec;
import io.lettuce.core.metrics.CommandLatencyRecorder;
import io.lettuce.core.resource.ClientResources;
import io.lettuce.core.resource.DefaultClientResources;
import io.lettuce.core.resource.Delay;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A connection that is there or not, never waited for. The first connect is repeated until it
 * succeeds; after that Lettuce reconnects. Commands are refused while disconnected, cancelled when
 * the connection breaks, and timed out when the answer is late. Thread-safe.
 */
final class ReaderConnection implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(ReaderConnection.class);
  private static final Duration HANDSHAKE_TIMEOUT = Duration.ofSeconds(2);
  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(1);
  private static final Duration FIRST_CONNECT_EVERY = Duration.ofMillis(250);
  private static final int ATTEMPTS_PER_WARNING = 40;
  private static final Duration MAX_RECONNECT_DELAY = Duration.ofMillis(500);
  // Bounds what a server that takes commands and answers nothing can pile up.
  private static final int MAX_COMMANDS_UNDER_WAY = 20_000;

  private final ClientResources resources;
  private final RedisClient client;
  private final RedisURI uri;
  private volatile @Nullable StatefulRedisConnection<byte[], byte[]> connection;
  private volatile boolean closed;
  private volatile CompletableFuture<@Nullable Void> attempt =
      CompletableFuture.completedFuture(null);

  ReaderConnection(String uri, Duration timeout) {
    this.uri = RedisURI.create(uri);
    this.uri.setTimeout(HANDSHAKE_TIMEOUT);
    resources =
        DefaultClientResources.builder()
            .commandLatencyRecorder(CommandLatencyRecorder.disabled())
            .reconnectDelay(
                Delay.exponential(
                    Duration.ofMillis(10), MAX_RECONNECT_DELAY, 2, TimeUnit.MILLISECONDS))
            .build();
    client = RedisClient.create(resources);
    client.setOptions(
        ClientOptions.builder()
            .disconnectedBehavior(DisconnectedBehavior.REJECT_COMMANDS)
            .replayFilter(command -> true)
            .requestQueueSize(MAX_COMMANDS_UNDER_WAY)
            .timeoutOptions(TimeoutOptions.enabled(timeout))
            .socketOptions(
                SocketOptions.builder().connectTimeout(CONNECT_TIMEOUT).tcpNoDelay(true).build())
            .build());
    connect(1);
  }

  // Never beside close(): an attempt begun while the client shuts down fails on its dead event
  // loop.
  private synchronized void connect(int number) {
    if (!closed) {
      attempt =
          client
              .connectAsync(ByteArrayCodec.INSTANCE, uri)
              .handle((opened, failure) -> connected(opened, failure, number))
              .toCompletableFuture();
    }
  }

  private @Nullable Void connected(
      @Nullable StatefulRedisConnection<byte[], byte[]> opened,
      @Nullable Throwable failure,
      int number) {
    if (failure == null) {
      connection = opened;
      LOG.info("Connected to Redis at {}", address());
    } else if (!closed) {
      if (number % ATTEMPTS_PER_WARNING == 1) {
        LOG.warn("Cannot connect to Redis at {}: {}", address(), failure.getMessage());
      }
      resources
          .eventExecutorGroup()
          .schedule(
              () -> connect(number + 1), FIRST_CONNECT_EVERY.toMillis(), TimeUnit.MILLISECONDS);
    }
    return null;
  }

  String address() {
    return uri.getHost() + ":" + uri.getPort();
  }

  /** The connection, or null while there has been none. */
  @Nullable StatefulRedisConnection<byte[], byte[]> current() {
    return connection;
  }

  @Override
  public void close() {
    synchronized (this) {
      closed = true;
    }
    attempt.completeOnTimeout(null, CONNECT_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS).join();
    client.shutdown(Duration.ZERO, Duration.ofSeconds(1));
    resources.shutdown(0, 1, TimeUnit.SECONDS);
  }
}
