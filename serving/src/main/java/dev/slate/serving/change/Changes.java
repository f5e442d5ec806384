package dev.slate.serving.change;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.slate.serving.topic.TopicWriter;
import dev.slate.serving.topic.TopicWriter.NotWrittenException;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Who changed what: written to the log of this process and appended to the topic {@code changes},
 * which nothing rewrites; the newest of all replicas are kept here to be shown. Thread-safe.
 */
public final class Changes implements AutoCloseable {
  /** How many are kept here. */
  public static final int KEPT = 500;

  private static final int WAITING = 10_000;
  private static final Logger LOG = LoggerFactory.getLogger(Changes.class);
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private final TopicWriter topic;
  private final Clock clock;
  private final Counter lost;
  private final ExecutorService sender =
      new ThreadPoolExecutor(
          1, 1, 0, TimeUnit.SECONDS, new ArrayBlockingQueue<>(WAITING), Changes::daemon);
  private final Deque<Change> newest = new ArrayDeque<>();

  public Changes(TopicWriter topic, MeterRegistry meters, Clock clock) {
    this.topic = topic;
    this.clock = clock;
    this.lost =
        Counter.builder("slate.changes.lost")
            .description("Changes that only the log of the process has, not the topic")
            .register(meters);
  }

  /** Writes down a change that has been answered; never fails, does not wait. */
  public void tell(String by, String route, String target, int status) {
    Change change = new Change(clock.millis(), by, route, target, status);
    LOG.info("change by={} route='{}' target='{}' status={}", by, route, target, status);
    try {
      sender.execute(() -> send(change));
    } catch (RejectedExecutionException e) {
      lost.increment();
    }
  }

  /** May wait for a broker that is away. */
  private void send(Change change) {
    try {
      topic.write(change.by(), MAPPER.writeValueAsBytes(change));
    } catch (JsonProcessingException | NotWrittenException e) {
      lost.increment();
    }
  }

  /** Handles a record of the topic. */
  public void handle(String by, byte @Nullable [] json, long offset) {
    if (json == null) {
      return;
    }
    Change change = read(json);
    synchronized (newest) {
      newest.addFirst(change);
      if (newest.size() > KEPT) {
        newest.removeLast();
      }
    }
  }

  private static Thread daemon(Runnable work) {
    Thread thread = new Thread(work, "changes");
    thread.setDaemon(true);
    return thread;
  }

  /** Writes what was told, for a moment: a broker that is away must not hold the process. */
  @Override
  public void close() {
    sender.shutdown();
    try {
      if (!sender.awaitTermination(300, TimeUnit.MILLISECONDS)) {
        sender.shutdownNow();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static Change read(byte[] json) {
    try {
      return MAPPER.readValue(json, Change.class);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** At most {@code count}. */
  public List<Change> newestFirst(int count) {
    List<Change> some = new ArrayList<>(count);
    synchronized (newest) {
      Iterator<Change> all = newest.iterator();
      while (all.hasNext() && some.size() < count) {
        some.add(all.next());
      }
    }
    return some;
  }
}
