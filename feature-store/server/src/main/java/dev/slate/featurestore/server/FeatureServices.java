package dev.slate.featurestore.server;

import com.linecorp.armeria.server.HttpService;
import com.linecorp.armeria.server.ServerBuilder;
import dev.slate.data.access.Role;
import dev.slate.data.config.SlateConfig;
import dev.slate.featurestore.FeatureCatalog;
import dev.slate.featurestore.online.RedisHashReader;
import dev.slate.featurestore.store.FeatureReader;
import io.micrometer.core.instrument.MeterRegistry;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Feast's two protocols, to be bound to a server; thread-safe. */
public final class FeatureServices implements AutoCloseable {
  private static final String SERVICE = "/feast.serving.ServingService/";

  /** Where Feast's clients look for {@link #json}. */
  public static final String JSON_PATH = "/get-online-features";

  private static final Duration REDIS_TIMEOUT = Duration.ofSeconds(1);

  private final @Nullable RedisHashReader hashes;
  private final GrpcService grpc;
  private final InfoService info;
  private final JsonService json;

  /**
   * Reads Feast's registry, if there is one.
   *
   * @throws dev.slate.data.config.InvalidConfigException if it cannot be read
   * @param reader of the catalogue's views; stays the caller's to close
   */
  public FeatureServices(
      SlateConfig config,
      FeatureCatalog catalog,
      FeatureReader reader,
      MeterRegistry meters,
      Clock clock) {
    List<ServedView> views = new ArrayList<>();
    Map<String, List<String>> services = Map.of();
    String file = config.features().feast().registry();
    if (file.isEmpty()) {
      hashes = null;
    } else {
      FeastRegistry registry = FeastRegistry.read(Path.of(file));
      hashes = new RedisHashReader(config.redis().uri(), REDIS_TIMEOUT);
      views.addAll(registry.views(hashes));
      services = registry.services();
    }
    // Slate's own definition of a view of the same name wins.
    catalog.views().forEach(view -> views.add(new SlateView(view, reader)));
    OnlineFeatures features = new OnlineFeatures(ServedViews.of(catalog, views, services));
    ServedMetrics metrics = new ServedMetrics(meters);
    grpc = new GrpcService(features, metrics, clock);
    info = new InfoService(catalog, reader);
    json = new JsonService(features, metrics, clock);
  }

  /** Binds both protocols for those with a key to read. */
  void bind(ServerBuilder server, KeyGate gate) {
    var reader = gate.requiring(Role.READ, GrpcService::refused);
    server.service(SERVICE + "GetOnlineFeatures", grpc.decorate(reader));
    server.service(SERVICE + "GetFeastServingInfo", info.decorate(reader));
    server
        .route()
        .post(JSON_PATH)
        .build(json.decorate(gate.requiring(Role.READ, JsonService::refused)));
  }

  /** {@code POST /get-online-features}, as Feast's Python server has it. */
  public HttpService json() {
    return json;
  }

  @Override
  public void close() {
    if (hashes != null) {
      hashes.close();
    }
  }
}
