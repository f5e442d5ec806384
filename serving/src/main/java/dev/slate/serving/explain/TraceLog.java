package dev.slate.serving.explain;

import dev.slate.serving.after.ServedLog;
import dev.slate.serving.context.RequestContext;
import dev.slate.serving.experiment.Parameter;
import dev.slate.serving.pipeline.Recommendation;
import dev.slate.serving.topic.TopicWriter;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Logs a sample of the requests, those of traced users and those that asked for their trace, to the
 * topic {@code traces}; on a thread of its own, so that neither an answer nor its exposure waits.
 * When too much is waiting a trace is lost and counted. Thread-safe.
 */
public final class TraceLog implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(TraceLog.class);

  /** Each holds a whole request's candidates. */
  private static final int WAITING = 64;

  private final TraceRecorder recorder;
  private final TracedUsers users;
  private final TraceStore store;
  private final TopicWriter topic;
  private final Counter written;
  private final Counter lost;
  private final ThreadPoolExecutor worker =
      new ThreadPoolExecutor(
          1, 1, 0, TimeUnit.SECONDS, new ArrayBlockingQueue<>(WAITING), TraceLog::thread);

  public TraceLog(
      TraceRecorder recorder,
      TracedUsers users,
      TraceStore store,
      TopicWriter topic,
      MeterRegistry meters) {
    this.recorder = recorder;
    this.users = users;
    this.store = store;
    this.topic = topic;
    this.written = meters.counter("slate.traces", "state", "written");
    this.lost = meters.counter("slate.traces", "state", "lost");
  }

  private static Thread thread(Runnable work) {
    Thread thread = new Thread(work, "trace");
    thread.setDaemon(true);
    return thread;
  }

  /** Logs a request if it is of the sample or of a traced user; returns at once. */
  public void sample(Recommendation made) {
    TraceRecord.Cause cause = cause(made.context());
    if (cause != null) {
      log(made, cause);
    }
  }

  /** Logs a request; returns at once. */
  public void log(Recommendation made, TraceRecord.Cause cause) {
    try {
      worker.execute(() -> write(made, cause));
    } catch (RejectedExecutionException e) {
      lost.increment();
    }
  }

  private TraceRecord.@Nullable Cause cause(RequestContext context) {
    String userId = context.request().userId();
    if (userId != null
        && users.contains(userId)
        && context.parameters().isOn(Parameter.TRACE_USERS)) {
      return TraceRecord.Cause.USER;
    }
    double rate = context.parameters().number(Parameter.TRACE_RATE);
    return rate > 0 && ServedLog.isSampled(context.request().requestId(), rate)
        ? TraceRecord.Cause.SAMPLED
        : null;
  }

  private void write(Recommendation made, TraceRecord.Cause cause) {
    try {
      TraceRecord record = recorder.record(made, cause);
      byte[] bytes = TraceCodec.encode(record);
      // Readable here at once; the other replicas have it from the topic.
      store.put(TraceCodec.summary(record), bytes);
      var unused =
          topic
              .send(record.requestId(), bytes)
              .whenComplete((ok, error) -> (error == null ? written : lost).increment());
    } catch (RuntimeException e) {
      lost.increment();
      LOG.warn("a trace is lost: {}", e.toString());
    }
  }

  /** Writes what is waiting, for at most a second. */
  @Override
  public void close() {
    worker.shutdown();
    try {
      var unused = worker.awaitTermination(1, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
