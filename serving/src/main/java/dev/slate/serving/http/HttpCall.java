package dev.slate.serving.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.linecorp.armeria.common.AggregatedHttpRequest;
import com.linecorp.armeria.common.QueryParams;
import com.linecorp.armeria.server.ServiceRequestContext;
import dev.slate.data.event.InvalidRecordException;
import dev.slate.featurestore.server.KeyGate;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** One request with its parameters checked as they are read. */
public final class HttpCall implements Inputs {
  private final ServiceRequestContext context;
  private final AggregatedHttpRequest request;

  HttpCall(ServiceRequestContext context, AggregatedHttpRequest request) {
    this.context = context;
    this.request = request;
  }

  /** The name of the key that it came with. */
  public String by() {
    return KeyGate.caller(context);
  }

  /** An id in the path, 1 to 128 bytes. */
  public String id(String name) {
    return InvalidRecordException.checkId(name, String.valueOf(context.pathParam(name)));
  }

  @Override
  public boolean has(String name) {
    return query().contains(name);
  }

  @Override
  public @Nullable String text(String name) {
    return query().get(name);
  }

  @Override
  public int wholeNumber(String name, int min, int max, int byDefault) {
    String text = query().get(name);
    return text == null ? byDefault : Fields.wholeNumber(name, text, min, max);
  }

  @Override
  public boolean flag(String name) {
    String text = query().get(name, "false");
    if (!text.equals("true") && !text.equals("false")) {
      throw ApiException.badField(name, text, "true or false", "write " + name + "=true");
    }
    return text.equals("true");
  }

  /** Ids given once each or separated by commas. */
  @Override
  public Set<String> ids(String name) {
    Set<String> ids = new LinkedHashSet<>();
    for (String list : query().getAll(name)) {
      for (String id : list.split(",", -1)) {
        ids.add(InvalidRecordException.checkId(name, id));
      }
    }
    Fields.checkSize(name, ids.size());
    return ids;
  }

  /** Refuses parameters that the route does not have, so that a misspelt one is not ignored. */
  public HttpCall allow(String... names) {
    Set<String> known = new TreeSet<>(Set.of(names));
    for (String name : query().names()) {
      if (!known.contains(name)) {
        throw ApiException.badField(
            name.length() > 40 ? name.substring(0, 40) : name,
            "is not a parameter of this route",
            known.isEmpty() ? "none" : String.join(", ", known),
            "see /docs for the parameters");
      }
    }
    return this;
  }

  /** The body as it came (decoded, if it was compressed). */
  public byte[] body() {
    return request.content().array();
  }

  /** The body as JSON. */
  public JsonNode json() {
    return Json.read(body());
  }

  private QueryParams query() {
    return context.queryParams();
  }
}
