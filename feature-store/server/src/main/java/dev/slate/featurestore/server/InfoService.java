package dev.slate.featurestore.server;

import com.linecorp.armeria.common.HttpHeaders;
import com.linecorp.armeria.common.HttpRequest;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.MediaType;
import com.linecorp.armeria.common.ResponseHeaders;
import com.linecorp.armeria.server.HttpService;
import com.linecorp.armeria.server.ServiceRequestContext;
import dev.slate.featurestore.FeatureCatalog;
import dev.slate.featurestore.FeatureView;
import dev.slate.featurestore.store.FeatureReader;
import dev.slate.featurestore.store.ReadHeaders;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** {@code GetFeastServingInfo}: who this is and, asked for a view, how new its values are. */
final class InfoService implements HttpService {
  private static final String VERSION = "slate";

  private final FeatureCatalog catalog;
  private final FeatureReader reader;

  InfoService(FeatureCatalog catalog, FeatureReader reader) {
    this.catalog = catalog;
    this.reader = reader;
  }

  @Override
  public HttpResponse serve(ServiceRequestContext ctx, HttpRequest request) {
    Optional<FeatureView> view =
        Optional.ofNullable(request.headers().get(ReadHeaders.VIEW)).flatMap(catalog::view);
    CompletionStage<Long> newest =
        view.isPresent()
            ? reader.newestEventTimeMs(view.get())
            : CompletableFuture.completedFuture(0L);
    return HttpResponse.of(
        request
            .aggregate()
            .thenCombine(
                newest.handle((ms, failure) -> failure == null ? ms : Long.valueOf(-1)),
                (body, ms) ->
                    HttpResponse.of(
                        ResponseHeaders.builder(HttpStatus.OK)
                            .contentType(MediaType.parse("application/grpc"))
                            .addLong(ReadHeaders.NEWEST_MS, ms)
                            .build(),
                        ProtoAnswer.text(1, VERSION),
                        HttpHeaders.of("grpc-status", 0))));
  }
}
