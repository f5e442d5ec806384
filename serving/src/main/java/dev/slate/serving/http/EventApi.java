package dev.slate.serving.http;

import com.linecorp.armeria.common.HttpResponse;
import dev.slate.data.event.Canary;
import dev.slate.data.event.Event;
import dev.slate.data.event.EventCodec;
import dev.slate.data.event.InvalidRecordException;
import dev.slate.serving.catalog.ItemCatalog;
import dev.slate.serving.topic.TopicWriter;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * {@code POST /v1/events}: valid events are in the log, acknowledged, before the answer; invalid
 * ones are listed one by one and do not keep the others out.
 */
final class EventApi {
  private static final long MAX_AHEAD_MS = Duration.ofMinutes(5).toMillis();

  private final TopicWriter topic;
  private final ItemCatalog catalog;
  private final Clock clock;
  private final Counter accepted;
  private final Counter rejected;

  EventApi(TopicWriter topic, ItemCatalog catalog, Clock clock, MeterRegistry meters) {
    this.topic = topic;
    this.catalog = catalog;
    this.clock = clock;
    this.accepted = meters.counter("slate.events", "state", "accepted");
    this.rejected = meters.counter("slate.events", "state", "rejected");
  }

  HttpResponse post(HttpCall call) {
    List<byte[]> texts = Batch.split(call.allow().body(), "event");
    List<CompletableFuture<Void>> acknowledged = new ArrayList<>(texts.size());
    List<BatchAnswer.Refusal> refusals = new ArrayList<>();
    for (int i = 0; i < texts.size(); i++) {
      try {
        Event event = EventCodec.decodeNew(texts.get(i), clock::millis);
        check(event);
        acknowledged.add(topic.send(event.userId(), EventCodec.encode(event)));
      } catch (InvalidRecordException e) {
        refusals.add(refusal(i, e));
      }
    }
    topic.await(CompletableFuture.allOf(acknowledged.toArray(CompletableFuture[]::new)));
    accepted.increment(acknowledged.size());
    rejected.increment(refusals.size());
    return BatchAnswer.of(acknowledged.size(), refusals, "invalid-event");
  }

  private void check(Event event) {
    if (Canary.is(event)) {
      throw new InvalidRecordException(
          Canary.isItem(event.itemId()) ? "itemId" : "userId",
          "is reserved for measuring (expected: neither item "
              + Canary.ITEM
              + " nor a user "
              + Canary.USER_PREFIX
              + "<n>)");
    }
    if (catalog.facts(event.itemId()) == null) {
      throw new InvalidRecordException(
          "itemId", event.itemId() + " is not in the catalogue (expected: a known item)");
    }
    long ahead = event.eventTimeMs() - clock.millis();
    if (ahead > MAX_AHEAD_MS) {
      throw new InvalidRecordException(
          "eventTimeMs",
          event.eventTimeMs()
              + " is "
              + ahead / 1_000
              + " s in the future (expected: milliseconds since 1970, at most 300 s ahead)");
    }
  }

  private static BatchAnswer.Refusal refusal(int index, InvalidRecordException e) {
    String fix =
        switch (e.field()) {
          case "itemId" -> "add the item first with PUT /v1/items/{id}, or correct its id";
          case "eventTimeMs" -> "send milliseconds, not seconds or microseconds; check the clock";
          case "event" -> "send one JSON object, an array of them, or one per line";
          default -> "correct " + e.field() + " and send this event again";
        };
    return new BatchAnswer.Refusal(index, e.field(), String.valueOf(e.getMessage()), fix);
  }
}
