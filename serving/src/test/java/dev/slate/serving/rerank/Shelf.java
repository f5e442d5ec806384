package dev.slate.serving.rerank;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.slate.data.catalog.CatalogCodec;
import dev.slate.data.catalog.Item;
import dev.slate.data.config.SlateConfig;
import dev.slate.data.config.SurfaceSettings;
import dev.slate.featurestore.FeatureCatalog;
import dev.slate.featurestore.assemble.CategoryProfile;
import dev.slate.featurestore.assemble.FeatureAssembler;
import dev.slate.serving.catalog.CatalogItem;
import dev.slate.serving.catalog.ItemCatalog;
import dev.slate.serving.catalog.ItemLists;
import dev.slate.serving.context.Deadline;
import dev.slate.serving.context.LadderStep;
import dev.slate.serving.context.RequestContext;
import dev.slate.serving.context.Rung;
import dev.slate.serving.context.SlateRequest;
import dev.slate.serving.context.UserState;
import dev.slate.serving.experiment.Parameters;
import dev.slate.serving.filter.ExcludedItemFilter;
import dev.slate.serving.filter.Filtering;
import dev.slate.serving.hydrate.Hydrated;
import dev.slate.serving.rank.Ranked;
import dev.slate.serving.retrieve.Candidate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** A small catalogue and candidates of it, re-ranked without the rest of the request path. */
final class Shelf {
  static final long NOW_MS = 1_700_000_000_000L;
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final FeatureCatalog FEATURES = FeatureCatalog.standard();
  private static final FeatureAssembler ASSEMBLER = new FeatureAssembler(FEATURES);

  private final ItemCatalog catalog = new ItemCatalog(FEATURES.itemActivity());
  private final List<Ranked.Entry> entries = new ArrayList<>();
  private final List<float[]> activity = new ArrayList<>();
  private final Map<String, Object> parameters = new HashMap<>();
  private final Map<String, Float> taste = new HashMap<>();
  private SurfaceSettings surface = SurfaceSettings.NONE;
  private String requestId = "r";
  private Set<String> excluded = Set.of();

  /** An item of the catalogue; {@code like} is {@code id category creator}, - for no creator. */
  Shelf item(String like, int ageDays) {
    String[] words = like.split(" ", -1);
    Item item =
        new Item(
            words[0],
            "",
            words[1].equals("-") ? List.of() : List.of(words[1]),
            NOW_MS - ageDays * 86_400_000L,
            true,
            words[2].equals("-") ? Map.of() : Map.of("creator", words[2]));
    catalog.handleFacts(item.itemId(), CatalogCodec.encode(item), 0);
    return this;
  }

  /** It is a candidate, too, after those before it; {@code origins} is {@code source:rank ...}. */
  Shelf candidate(String like, float score, String origins) {
    return candidate(like, score, origins, 0, 0);
  }

  Shelf candidate(String like, float score, String origins, int clicks, int views) {
    item(like, 1 + entries.size());
    List<Candidate.Origin> found = new ArrayList<>();
    for (String origin : origins.split(" ", -1)) {
      String[] words = origin.split(":", -1);
      found.add(new Candidate.Origin(words[0], Integer.parseInt(words[1]), 0));
    }
    CatalogItem item = Objects.requireNonNull(catalog.find(like.split(" ", -1)[0]));
    entries.add(new Ranked.Entry(new Candidate(item, found), entries.size(), score));
    activity.add(new float[] {clicks, views});
    return this;
  }

  Shelf with(String parameter, Object value) {
    parameters.put(parameter, value);
    return this;
  }

  Shelf on(SurfaceSettings settings) {
    surface = settings;
    return this;
  }

  Shelf taste(String category, float share) {
    taste.put(category, share);
    return this;
  }

  Shelf excluding(String... ids) {
    excluded = Set.of(ids);
    return this;
  }

  Shelf request(String id) {
    requestId = id;
    return this;
  }

  Slate slate(int count, String... chain) {
    SlateConfig.Serving settings =
        new SlateConfig.Serving(
            Duration.ofSeconds(1),
            count,
            50,
            List.of(chain),
            "creator",
            Map.of(),
            Map.of("home", surface));
    return new RerankerChain(
            settings, FEATURES, catalog, new Filtering(List.of(new ExcludedItemFilter())))
        .rerank(context(count, chain), hydrated(), new Ranked(entries, step()));
  }

  List<String> ids(int count, String... chain) {
    return ids(slate(count, chain));
  }

  static List<String> ids(Slate slate) {
    return slate.entries().stream().map(entry -> entry.candidate().item().id()).toList();
  }

  private Hydrated hydrated() {
    float[] features = new float[entries.size() * ASSEMBLER.size()];
    int clicks = ASSEMBLER.names().indexOf("item_activity:interactions_7d");
    int views = ASSEMBLER.names().indexOf("item_activity:impressions_7d");
    for (int row = 0; row < entries.size(); row++) {
      features[row * ASSEMBLER.size() + clicks] = activity.get(row)[0];
      features[row * ASSEMBLER.size() + views] = activity.get(row)[1];
    }
    return new Hydrated(
        entries.stream().map(Ranked.Entry::candidate).toList(), List.of(), features);
  }

  private static LadderStep step() {
    return new LadderStep(Rung.FULL, null);
  }

  private RequestContext context(int count, String... chain) {
    Map<String, JsonNode> overlay = new HashMap<>();
    for (String name :
        List.of(
            "freshness",
            "calibrated",
            "max-sum",
            "mmr",
            "dpp",
            "category-cap",
            "creator-cap",
            "exploration")) {
      overlay.put("rerank." + name + ".on", JSON.valueToTree(List.of(chain).contains(name)));
    }
    parameters.forEach((key, value) -> overlay.put(key, JSON.valueToTree(value)));
    return new RequestContext(
        new SlateRequest(requestId, "u", List.of(), count, "home", excluded, null),
        NOW_MS,
        Deadline.in(Duration.ofSeconds(1), new SlateConfig.Stages(1, 1, 1, 1)),
        UserState.unknown(null),
        Map.of(),
        Map.of(),
        CategoryProfile.ofShares(taste),
        null,
        ItemLists.of(catalog.items(), NOW_MS),
        null,
        Map.of(),
        Parameters.defaults(50).with(overlay),
        step());
  }
}
