package dev.slate.serving.http;

import com.linecorp.armeria.client.WebClient;
import com.linecorp.armeria.common.HttpData;
import com.linecorp.armeria.common.HttpMethod;
import com.linecorp.armeria.common.HttpRequest;
import com.linecorp.armeria.common.MediaType;
import com.linecorp.armeria.server.ServiceRequestContext;
import dev.slate.serving.after.RecentRequests;
import dev.slate.serving.catalog.CatalogItem;
import dev.slate.serving.catalog.ItemLists;
import dev.slate.serving.explain.Tracing;
import dev.slate.serving.pipeline.RecommendationPipeline;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Function;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Replays recent requests through the API's own code, from the body that is parsed to the JSON that
 * is written, so that no real request waits for the compiler or for pages of a new model. Where
 * there are none yet they are made up from popular items. Nothing of it is logged as shown.
 */
public final class Rehearsal {
  private static final Logger LOG = LoggerFactory.getLogger(Rehearsal.class);
  private static final int MADE_UP = 64;
  private static final int HISTORY = 20;
  private static final int KNOCKS = 100;

  private final RecentRequests recent;
  private final Supplier<ItemLists> lists;
  private final int slateSize;
  private final Duration budget;
  private final Function<RecommendationPipeline, Tracing> tracing;

  public Rehearsal(
      RecentRequests recent,
      Supplier<ItemLists> lists,
      int slateSize,
      Duration budget,
      Function<RecommendationPipeline, Tracing> tracing) {
    this.recent = recent;
    this.lists = lists;
    this.slateSize = slateSize;
    this.budget = budget;
    this.tracing = tracing;
  }

  /** Replays for as long as the budget says, before a process is ready. Never fails. */
  public void beforeReady(RecommendationPipeline pipeline) {
    run(pipeline, Integer.MAX_VALUE);
  }

  /** Replays each request once, beside real ones. Never fails. */
  public void beforeSwap(RecommendationPipeline pipeline) {
    run(pipeline, bodies().size());
  }

  private void run(RecommendationPipeline pipeline, int most) {
    RecommendationApi api =
        new RecommendationApi(
            pipeline, tracing.apply(pipeline), new RequestReader(slateSize, Clock.systemUTC()));
    List<String> bodies = bodies();
    long end = System.nanoTime() + budget.toNanos();
    int replayed = 0;
    int failed = 0;
    while (replayed < most && System.nanoTime() < end) {
      try {
        replay(api, bodies.get(replayed % bodies.size()));
      } catch (RuntimeException e) {
        // A recorded request may be of another version of the API.
        failed++;
        LOG.debug("a recorded request cannot be replayed", e);
      }
      replayed++;
    }
    LOG.info("warm after {} replayed requests, {} of which failed", replayed, failed);
  }

  private static void replay(RecommendationApi api, String body) {
    HttpRequest request =
        HttpRequest.of(
            HttpMethod.POST, "/v1/recommendations", MediaType.JSON_UTF_8, HttpData.ofUtf8(body));
    HttpCall call = new HttpCall(ServiceRequestContext.of(request), request.aggregate().join());
    Object answer = api.forBody(call);
    Json.ok(answer).aggregate().join();
  }

  private List<String> bodies() {
    List<String> bodies = new ArrayList<>(recent.all());
    // Of nobody known: what is read from the online store is warm too.
    bodies.add("{\"userId\":\"warm-up\",\"count\":" + slateSize + "}");
    List<CatalogItem> popular = lists.get().popular();
    SplittableRandom random = new SplittableRandom(1);
    for (int i = bodies.size(); i < MADE_UP; i++) {
      List<String> items =
          random
              .ints(popular.isEmpty() ? 0 : HISTORY, 0, Math.max(1, popular.size()))
              .mapToObj(at -> popular.get(at).id())
              .distinct()
              .toList();
      bodies.add(RecentRequests.body(items, slateSize, "api"));
    }
    return bodies;
  }

  /**
   * Asks the open port for something cheap, so that the first real request finds its code loaded.
   */
  public static void knock(String host, int port) {
    try {
      WebClient client = WebClient.of("http://" + host + ":" + port);
      for (int i = 0; i < KNOCKS; i++) {
        client.get("/health/live").aggregate().join();
      }
    } catch (RuntimeException e) {
      LOG.debug("the port is not warm", e);
    }
  }
}
