package dev.slate.pipelines.local.simulate;

import com.fasterxml.jackson.databind.JsonNode;
import dev.slate.data.event.Event;
import dev.slate.data.event.EventCodec;
import dev.slate.data.event.EventHeader;
import dev.slate.data.world.World;
import dev.slate.pipelines.local.CommandFailure;
import dev.slate.pipelines.local.api.Api;
import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Plays users of a world against the API: each visit asks for a slate and posts what the user does
 * with it. Users are drawn by a seed; what they are shown is up to the server. One use.
 */
public final class Players {
  private static final int THREADS = 4;
  private static final Duration REPORT = Duration.ofMillis(500);

  private final Api api;
  private final World world;
  private final int users;
  private final Random random;
  private final VariantCounts counts = new VariantCounts();
  private final AtomicReference<@Nullable CommandFailure> failure = new AtomicReference<>();

  /**
   * @param users how many of the world's users take part, at most all
   */
  public Players(Api api, World world, int users, long seed) {
    this.api = api;
    this.world = world;
    this.users = Math.min(users, world.users().size());
    this.random = new Random(seed);
  }

  /**
   * Plays for a while; visits start at a fixed rate, however long each takes.
   *
   * @param visitsPerSecond all users together
   * @param report is told the counts twice a second
   * @throws CommandFailure the first failure of a visit, if any
   */
  public VariantCounts play(
      double visitsPerSecond, Duration duration, Consumer<VariantCounts> report)
      throws InterruptedException {
    long periodNanos = Math.max(1, Math.round(1e9 / visitsPerSecond));
    ScheduledExecutorService threads = Executors.newScheduledThreadPool(THREADS);
    long visits = Math.max(1, Math.round(duration.toNanos() / (double) periodNanos));
    try {
      long start = System.nanoTime();
      for (long visit = 0; visit < visits && failure.get() == null; visit++) {
        long dueNanos = start + visit * periodNanos;
        while (System.nanoTime() < dueNanos) {
          TimeUnit.NANOSECONDS.sleep(Math.min(dueNanos - System.nanoTime(), REPORT.toNanos()));
          report.accept(counts);
        }
        String user = world.users().get(random.nextInt(users)).userId();
        long seed = random.nextLong();
        threads.execute(() -> visit(user, new Random(seed)));
      }
    } finally {
      threads.shutdown();
      if (!threads.awaitTermination(60, TimeUnit.SECONDS)) {
        threads.shutdownNow();
      }
    }
    CommandFailure first = failure.get();
    if (first != null) {
      throw first;
    }
    return counts;
  }

  private void visit(String user, Random own) {
    try {
      JsonNode slate = api.get("/v1/recommendations/" + Api.part(user));
      List<String> items = new ArrayList<>();
      slate.path("items").forEach(item -> items.add(item.path("id").asText()));
      long nowMs = System.currentTimeMillis();
      List<Event> reactions =
          world.react(user, slate.path("requestId").asText(), items, nowMs, own);
      if (!reactions.isEmpty()) {
        api.postLines("/v1/events", lines(reactions, nowMs));
      }
      counts.add(slate.path("experiments"), slate.path("rung").asText(), reactions);
    } catch (CommandFailure e) {
      failure.compareAndSet(null, e);
    }
  }

  /** A visit takes minutes in the world but an instant here, so it ends now, in the same order. */
  private static byte[] lines(List<Event> events, long nowMs) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    long timeMs = nowMs - events.size();
    for (Event event : events) {
      EventHeader h = event.header();
      EventHeader now =
          new EventHeader(
              h.eventId(), h.userId(), h.itemId(), ++timeMs, h.requestId(), h.surface(), h.extra());
      out.writeBytes(EventCodec.encode(Event.of(event.kind(), now, event.value())));
      out.write('\n');
    }
    return out.toByteArray();
  }
}
