package dev.slate.serving;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.slate.data.catalog.CatalogCodec;
import dev.slate.data.catalog.Item;
import dev.slate.data.event.Click;
import dev.slate.data.event.Event;
import dev.slate.data.event.EventCodec;
import dev.slate.data.event.EventHeader;
import dev.slate.data.event.Purchase;
import dev.slate.data.event.Rating;
import dev.slate.featurestore.EntityState;
import dev.slate.featurestore.EventReplayer;
import dev.slate.featurestore.FeatureCatalog;
import dev.slate.featurestore.FeatureView;
import dev.slate.featurestore.assemble.CategoryProfile;
import dev.slate.featurestore.assemble.FeatureAssembler;
import dev.slate.featurestore.state.RecentItem;
import dev.slate.pipelines.streaming.StreamJob;
import dev.slate.training.model.candidate.UserQuery;
import dev.slate.training.model.registry.ModelBundle;
import dev.slate.training.model.registry.ModelRegistry;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The vector that serving ranks with is, bit for bit, the one that a replay of the log gives. */
class GoldenFeaturesTest {
  private static final FeatureCatalog FEATURES = FeatureCatalog.standard();
  // Whole milliseconds, in the middle of tiles of every width.
  private static final long NOW_MS = 1_763_642_345_678L;
  private static final int ITEMS = 12;

  @Test
  void explain_afterALogOfEvents_showsTheBitsOfAReplay(@TempDir Path home) {
    PlantedWorld.announce();
    ModelBundle model = PlantedWorld.model("2026-11-20-1", 7);
    ModelRegistry registry = new ModelRegistry(home.resolve("registry"));
    registry.publish(model);
    registry.promote("2026-11-20-1");
    Clock clock = Clock.fixed(Instant.ofEpochMilli(NOW_MS), ZoneOffset.UTC);
    String user = "golden-" + UUID.randomUUID();
    List<Item> items = freshItems();
    List<Event> log = log(user, items);
    try (SlateServer server =
            new SlateServer(
                Platform.config(home, Map.of("SLATE_SERVING_BUDGET_MS", "5000")), clock);
        StreamJob stream =
            new StreamJob(
                Platform.config(home, Map.of("SLATE_STREAM_MAX_LATENESS_DAYS", "3650")), null)) {
      stream.start();
      Api api = new Api(server.start());
      await().until(() -> api.get("/health/ready").body().path("rung").asText().equals("full"));
      items.forEach(item -> put(api, item));
      await().until(() -> items.stream().allMatch(i -> known(api, i.itemId())));
      assertThat(api.post("/v1/events", ndjson(log)).status()).isEqualTo(202);

      await()
          .atMost(Duration.ofSeconds(60))
          .pollInterval(Duration.ofMillis(200))
          .untilAsserted(
              () -> assertGolden(explain(api, user, items.get(0)), user, log, items, model));
    }
  }

  /** Items of this test alone: other tests' events must not touch them. */
  private static List<Item> freshItems() {
    String run = UUID.randomUUID().toString();
    List<Item> items = new ArrayList<>();
    for (int i = 0; i < ITEMS; i++) {
      items.add(
          new Item(
              "g" + i + "-" + run,
              "Golden " + i,
              List.of("golden-" + run, PlantedWorld.category(i % 3)),
              NOW_MS - i * 86_400_000L,
              true,
              Map.of()));
    }
    return items;
  }

  /** Twenty days of the user and of others, in a random order, the newest of it twice. */
  private static List<Event> log(String user, List<Item> items) {
    Random random = new Random(11);
    List<Event> log = new ArrayList<>();
    for (int i = 0; i < 300; i++) {
      // The user meets only the first half, so that the other half can be recommended.
      boolean own = i % 5 == 0;
      Item item = items.get(random.nextInt(own ? ITEMS / 2 : ITEMS));
      int reach = i < 250 ? 20 * 86_400 : 1_200;
      long time = NOW_MS - random.nextInt(reach) * 1_000L - random.nextInt(1_000);
      EventHeader header =
          new EventHeader(
              "e" + i + "-" + user, own ? user : "other-" + i % 7 + user, item.itemId(), time);
      log.add(
          switch (random.nextInt(3)) {
            case 0 -> new Click(header);
            case 1 -> new Rating(header, 1 + random.nextInt(9) / 2.0);
            default -> new Purchase(header, random.nextInt(1_000) / 10.0);
          });
    }
    log.addAll(List.copyOf(log.subList(250, 300)));
    Collections.shuffle(log, random);
    return log;
  }

  private static void assertGolden(
      JsonNode slate, String user, List<Event> log, List<Item> items, ModelBundle model) {
    EntityState activity = replay(FEATURES.userActivity(), log, Event::userId, user);
    List<RecentItem> history = activity.history(NOW_MS);
    FeatureAssembler assembler = new FeatureAssembler(FEATURES);
    float[] userPart = part(activity, assembler.userSize());
    Map<String, Item> byId = items.stream().collect(Collectors.toMap(Item::itemId, i -> i));
    CategoryProfile profile = CategoryProfile.of(history, byId::get);
    UserQuery query = UserQuery.of(model, history, 3);

    assertThat(slate.path("items")).hasSize(ITEMS / 2);
    for (JsonNode traced : slate.path("trace").path("items")) {
      Item item = Objects.requireNonNull(byId.get(traced.path("id").asText()));
      EntityState state = replay(FEATURES.itemActivity(), log, Event::itemId, item.itemId());
      float[] scores = new float[3];
      scores[1] = query.twoTowerScore(model.tower().itemVector(item));
      float[] expected = new float[assembler.size()];
      assembler.assemble(
          userPart,
          part(state, assembler.itemSize()),
          scores,
          item,
          profile,
          history,
          NOW_MS,
          expected,
          0);
      assertBits(traced.path("features"), assembler.names(), expected);
    }
  }

  private static float[] part(EntityState state, int size) {
    float[] part = new float[size];
    Arrays.fill(part, state.values(NOW_MS, part, 0), size, Float.NaN);
    return part;
  }

  private static EntityState replay(
      FeatureView view, List<Event> log, Function<Event, String> key, String id) {
    List<Event> own =
        log.stream()
            .filter(e -> key.apply(e).equals(id))
            .distinct()
            .sorted(EventReplayer.ORDER)
            .toList();
    return new EventReplayer(view).replay(own, new long[0], (i, state) -> {});
  }

  private static void assertBits(JsonNode features, List<String> names, float[] expected) {
    assertThat(features).hasSize(names.size());
    for (int i = 0; i < names.size(); i++) {
      JsonNode value = features.get(i).path("value");
      float served = value.isNull() ? Float.NaN : Float.parseFloat(value.asText());
      assertThat(features.get(i).path("name").asText()).isEqualTo(names.get(i));
      assertThat(Float.floatToIntBits(served))
          .as("%s: served %s, replayed %s", names.get(i), served, expected[i])
          .isEqualTo(Float.floatToIntBits(expected[i]));
    }
  }

  private static JsonNode explain(Api api, String user, Item any) {
    return api.get(
            "/v1/recommendations/"
                + user
                + "?count=50&explain=true&category="
                + any.categories().get(0))
        .body();
  }

  private static void put(Api api, Item item) {
    String json = new String(CatalogCodec.encode(item), StandardCharsets.UTF_8);
    assertThat(api.put("/v1/items/" + item.itemId(), json).status()).isEqualTo(202);
  }

  private static boolean known(Api api, String id) {
    return api.get("/v1/items/" + id).status() == 200;
  }

  private static String ndjson(List<Event> log) {
    return log.stream()
        .map(event -> new String(EventCodec.encode(event), StandardCharsets.UTF_8))
        .collect(Collectors.joining("\n"));
  }
}
