package dev.slate.featurestore.server;

import com.linecorp.armeria.common.HttpHeaderNames;
import com.linecorp.armeria.common.HttpRequest;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.RequestHeaders;
import com.linecorp.armeria.server.HttpService;
import com.linecorp.armeria.server.ServiceRequestContext;
import dev.slate.data.access.ApiKey;
import dev.slate.data.access.KeyRing;
import dev.slate.data.access.Role;
import dev.slate.data.access.TokenBucket;
import dev.slate.data.config.SlateConfig;
import io.netty.util.AttributeKey;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Lets a request in by its key, before its body is read: {@code Authorization: Bearer KEY}, or
 * {@code X-Api-Key: KEY}. As long as there are no keys everyone may do everything, and the port
 * must be one of loopback. Thread-safe.
 */
public final class KeyGate {
  /** Who calls as long as nobody needs a key. */
  public static final String LOCAL = "local";

  private static final AttributeKey<String> CALLER = AttributeKey.valueOf(KeyGate.class, "CALLER");
  private static final String BEARER = "bearer ";

  private final KeyRing keys;
  private final int perSecond;
  private final int burst;
  private final Map<String, TokenBucket> buckets = new ConcurrentHashMap<>();

  public KeyGate(KeyRing keys, SlateConfig.Access limits) {
    this.keys = keys;
    this.perSecond = limits.requestsPerSecond();
    this.burst = limits.burst();
  }

  /** Why a request is not let in. */
  public enum Refusal {
    NO_KEY("a key is needed", "send Authorization: Bearer KEY; slate keys create NAME makes a key"),
    UNKNOWN_KEY("the key is not known", "check it; slate keys list shows the names of those known"),
    ROLE_TOO_LOW("the key may not do this", "use a key of the role that the route names in /docs"),
    TOO_MANY("this key asks more often than it may", "try again after a second");

    private final String detail;
    private final String fix;

    Refusal(String detail, String fix) {
      this.detail = detail;
      this.fix = fix;
    }

    public String detail() {
      return detail;
    }

    public String fix() {
      return fix;
    }
  }

  /** Makes the answer of a protocol. */
  @FunctionalInterface
  public interface Answer {
    HttpResponse of(Refusal refusal, Role needed);
  }

  /** Decorates a service that needs a role. */
  public Function<HttpService, HttpService> requiring(Role needed, Answer answer) {
    return service ->
        new HttpService() {
          @Override
          public HttpResponse serve(ServiceRequestContext context, HttpRequest request)
              throws Exception {
            Refusal refusal = refusal(context, request.headers(), needed);
            return refusal == null ? service.serve(context, request) : answer.of(refusal, needed);
          }
        };
  }

  private @Nullable Refusal refusal(
      ServiceRequestContext context, RequestHeaders headers, Role needed) {
    if (needed == Role.NONE || !keys.isRequired()) {
      return null;
    }
    String secret = secret(headers);
    if (secret == null) {
      return Refusal.NO_KEY;
    }
    ApiKey key = keys.find(secret);
    if (key == null) {
      return Refusal.UNKNOWN_KEY;
    }
    if (!key.role().includes(needed)) {
      return Refusal.ROLE_TOO_LOW;
    }
    context.setAttr(CALLER, key.name());
    return mayAsk(key) ? null : Refusal.TOO_MANY;
  }

  private static @Nullable String secret(RequestHeaders headers) {
    String authorization = headers.get(HttpHeaderNames.AUTHORIZATION);
    if (authorization == null) {
      return headers.get("x-api-key");
    }
    return authorization.toLowerCase(Locale.ROOT).startsWith(BEARER)
        ? authorization.substring(BEARER.length()).strip()
        : null;
  }

  private boolean mayAsk(ApiKey key) {
    long now = System.nanoTime();
    return perSecond == 0
        || buckets
            .computeIfAbsent(key.name(), name -> new TokenBucket(perSecond, burst, now))
            .take(now);
  }

  /** The name of the key that a request came with. */
  public static String caller(ServiceRequestContext context) {
    String name = context.attr(CALLER);
    return name == null ? LOCAL : name;
  }
}
