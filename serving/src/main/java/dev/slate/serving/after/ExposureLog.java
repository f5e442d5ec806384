package dev.slate.serving.after;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.slate.serving.context.RequestContext;
import dev.slate.serving.pipeline.Recommendation;
import dev.slate.serving.rank.Ranked;
import dev.slate.serving.rerank.Slate;
import dev.slate.serving.retrieve.Candidate;
import dev.slate.serving.topic.TopicWriter;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Writes what was shown, under which variants, to the topic {@code exposures}. It is in a journal
 * before the answer leaves, until the log has it. What the log does not take waits in a spool; what
 * has no room there is lost and counted.
 */
final class ExposureLog {
  private static final int BATCH = 500;
  private static final JsonFactory JSON = new JsonFactory();

  private final TopicWriter topic;
  private final Counter written;
  private final Counter spooled;
  private final Counter lost;
  private final ExposureSpool spool;

  private final ExposureJournal journal;

  /** One that is written down and not in the log yet. */
  record Pending(ExposureSpool.Entry entry, int slot) {}

  ExposureLog(
      TopicWriter topic, ExposureSpool spool, ExposureJournal journal, MeterRegistry meters) {
    this.topic = topic;
    this.spool = spool;
    this.journal = journal;
    this.spooled = meters.counter("slate.exposures", "state", "spooled");
    this.written = meters.counter("slate.exposures", "state", "written");
    this.lost = meters.counter("slate.exposures", "state", "lost");
    for (ExposureSpool.Entry entry : journal.left()) {
      keep(entry);
    }
    journal.clear();
  }

  /** Writes an exposure down before the answer leaves; null if there is nothing to send. */
  @Nullable Pending begin(Recommendation made) {
    String userId = made.context().request().userId();
    if (userId == null) {
      return null;
    }
    ExposureSpool.Entry entry = new ExposureSpool.Entry(userId, encode(userId, made));
    int slot = journal.append(entry);
    if (slot == ExposureJournal.NONE && spool.keep(entry)) {
      spooled.increment();
      return null;
    }
    return new Pending(entry, slot);
  }

  /** Sends what has begun. */
  void send(@Nullable Pending pending) {
    if (pending != null) {
      var unused = send(pending.entry).whenComplete((ok, error) -> journal.forget(pending.slot));
    }
  }

  /** Leaves what has begun to the spool: there is no time to send it. */
  void defer(@Nullable Pending pending) {
    if (pending != null) {
      keep(pending.entry);
      journal.forget(pending.slot);
    }
  }

  private CompletableFuture<Void> send(ExposureSpool.Entry entry) {
    return topic
        .send(entry.userId(), entry.json())
        .whenComplete(
            (ok, error) -> {
              if (error == null) {
                written.increment();
              } else {
                keep(entry);
              }
            });
  }

  private void keep(ExposureSpool.Entry entry) {
    if (spool.keep(entry)) {
      spooled.increment();
    } else {
      lost.increment();
    }
  }

  /** Sends what is spooled, once one of it is taken; what fails is spooled again. Blocks. */
  void sendSpooled() {
    List<ExposureSpool.Entry> entries = spool.take();
    List<CompletableFuture<Void>> sent = new ArrayList<>(entries.size());
    for (ExposureSpool.Entry entry : entries) {
      sent.add(send(entry));
      if (sent.size() % BATCH == 0) {
        await(sent);
      }
    }
    await(sent);
    spool.done();
  }

  /** Each ends by itself: records expire. */
  private static void await(List<CompletableFuture<Void>> sent) {
    for (CompletableFuture<Void> one : sent) {
      var unused = one.handle((ok, error) -> true).join();
    }
    sent.clear();
  }

  private static byte[] encode(String userId, Recommendation made) {
    RequestContext context = made.context();
    ByteArrayOutputStream out = new ByteArrayOutputStream(1_024);
    try (JsonGenerator json = JSON.createGenerator(out)) {
      json.writeStartObject();
      json.writeNumberField("v", 1);
      json.writeStringField("requestId", context.request().requestId());
      json.writeStringField("userId", userId);
      json.writeNumberField("timeMs", context.nowMs());
      json.writeStringField("surface", context.request().surface());
      json.writeStringField("model", context.modelVersion());
      json.writeStringField("rung", made.ranked().step().rung().wireName());
      json.writeObjectFieldStart("experiments");
      for (Map.Entry<String, String> variant : context.experiments().entrySet()) {
        json.writeStringField(variant.getKey(), variant.getValue());
      }
      json.writeEndObject();
      writeItems(json, made.slate());
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }

  private static void writeItems(JsonGenerator json, Slate slate) throws IOException {
    List<Ranked.Entry> entries = slate.entries();
    json.writeArrayFieldStart("items");
    for (int position = 0; position < entries.size(); position++) {
      Ranked.Entry entry = entries.get(position);
      json.writeStartObject();
      json.writeStringField("id", entry.candidate().item().id());
      json.writeNumberField("position", position);
      json.writeNumberField("score", entry.score());
      for (Slate.Draw draw : slate.draws()) {
        if (draw.position() == position) {
          json.writeNumberField("propensity", draw.propensity());
        }
      }
      json.writeArrayFieldStart("sources");
      for (Candidate.Origin origin : entry.candidate().origins()) {
        json.writeString(origin.source());
      }
      json.writeEndArray();
      json.writeEndObject();
    }
    json.writeEndArray();
  }
}
