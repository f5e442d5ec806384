package dev.slate.featurestore.online;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.ServerSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.core.LogEvent;
import org.apache.logging.log4j.core.Logger;
import org.apache.logging.log4j.core.appender.AbstractAppender;
import org.apache.logging.log4j.core.config.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

@Isolated("listens to what netty says in the whole process")
class ReaderConnectionTest {

  @Test
  void close_atAnyMomentBetweenAttempts_saysNothing() throws Exception {
    String uri = "redis://127.0.0.1:" + closedPort();
    Recorder recorder = new Recorder();
    Logger netty = (Logger) LogManager.getLogger("io.netty");
    recorder.start();
    netty.addAppender(recorder);
    try (ScheduledClosing closing = new ScheduledClosing()) {
      for (int i = 0; i < 48; i++) {
        ReaderConnection connection = new ReaderConnection(uri, Duration.ofMillis(100));
        closing.after(230 + i, connection);
      }
      closing.await();
    } finally {
      netty.removeAppender(recorder);
    }
    assertThat(recorder.messages).isEmpty();
  }

  private static int closedPort() throws Exception {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  private static final class ScheduledClosing implements AutoCloseable {
    private final ScheduledExecutorService timer = Executors.newScheduledThreadPool(16);
    private final List<Future<?>> closings = new ArrayList<>();

    void after(int millis, ReaderConnection connection) {
      closings.add(timer.schedule(connection::close, millis, TimeUnit.MILLISECONDS));
    }

    void await() throws Exception {
      for (Future<?> closing : closings) {
        closing.get();
      }
    }

    @Override
    public void close() {
      timer.shutdownNow();
    }
  }

  private static final class Recorder extends AbstractAppender {
    final Queue<String> messages = new ConcurrentLinkedQueue<>();

    Recorder() {
      super("recorder", null, null, true, Property.EMPTY_ARRAY);
    }

    @Override
    public void append(LogEvent event) {
      messages.add(event.getLevel() + " " + event.getMessage().getFormattedMessage());
    }
  }
}
