package dev.slate.serving.after;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.slate.featurestore.state.RecentItem;
import dev.slate.serving.context.RequestContext;
import dev.slate.serving.context.SlateRequest;
import dev.slate.serving.pipeline.Recommendation;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * A sample of the last requests, to be replayed when there is something to warm up: each as the
 * body of an anonymous {@code POST /v1/recommendations}, with what the user had looked at and
 * without who it was. Written by one thread, read by any.
 */
public final class RecentRequests {
  private static final int KEPT = 256;
  private static final int ONE_OF = 8;
  private static final int HISTORY = 20;
  private static final JsonFactory JSON = new JsonFactory();

  private final AtomicReferenceArray<String> bodies = new AtomicReferenceArray<>(KEPT);
  private long seen;

  /** Keeps one of eight. */
  void record(Recommendation made) {
    if (seen++ % ONE_OF == 0) {
      bodies.set((int) (seen / ONE_OF % KEPT), body(made.context()));
    }
  }

  /** Puts back what {@link #all} gave to an earlier process. */
  public void restore(List<String> earlier) {
    for (int i = 0; i < Math.min(KEPT, earlier.size()); i++) {
      bodies.set(i, earlier.get(i));
    }
  }

  /** JSON documents, in no order. */
  public List<String> all() {
    List<String> all = new ArrayList<>(KEPT);
    for (int i = 0; i < KEPT; i++) {
      String body = bodies.get(i);
      if (body != null) {
        all.add(body);
      }
    }
    return all;
  }

  private static String body(RequestContext context) {
    SlateRequest request = context.request();
    List<String> items =
        context.history().stream().map(RecentItem::itemId).distinct().limit(HISTORY).toList();
    return body(items, request.count(), request.surface());
  }

  /** A request of an anonymous session. */
  public static String body(List<String> items, int count, String surface) {
    StringWriter out = new StringWriter();
    try (JsonGenerator json = JSON.createGenerator(out)) {
      json.writeStartObject();
      json.writeArrayFieldStart("items");
      for (String item : items) {
        json.writeString(item);
      }
      json.writeEndArray();
      json.writeNumberField("count", count);
      json.writeStringField("surface", surface);
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toString();
  }
}
