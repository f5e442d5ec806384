package dev.slate.serving.rerank;

import dev.slate.data.config.InvalidConfigException;
import dev.slate.data.config.SlateConfig;
import dev.slate.data.config.SurfaceSettings;
import dev.slate.data.config.SurfaceSettings.Condition;
import dev.slate.data.config.SurfaceSettings.FixedSlot;
import dev.slate.featurestore.FeatureCatalog;
import dev.slate.serving.catalog.ItemCatalog;
import dev.slate.serving.context.RequestContext;
import dev.slate.serving.experiment.Parameter;
import dev.slate.serving.filter.Filtering;
import dev.slate.serving.hydrate.Hydrated;
import dev.slate.serving.rank.Ranked;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The re-rankers in the order that configuration gives, each on or off by its parameter, then the
 * filling of the slate under the rules. Thread-safe.
 *
 * <p>What gives way when there are too few items, in this order: creator cap, category cap, then
 * the filters that are not absolute (served lately). What the others refuse is never shown.
 */
public final class RerankerChain implements Reranker {
  private static final List<Reordering> ORDERS =
      List.of(
          new FreshnessReranker(),
          new CalibratedReranker(),
          new MaxSumReranker(),
          new MmrReranker(),
          new DppReranker());
  private static final String EXPLORATION = "exploration";

  private final List<Reordering> orders;
  private final List<SlateRule> rules;
  private final Exploration exploration;
  private final ItemCatalog catalog;
  private final Filtering filtering;
  private final Map<String, SurfaceSettings> surfaces;

  /**
   * @throws InvalidConfigException if {@code serving.rerank} names what does not exist
   */
  public RerankerChain(
      SlateConfig.Serving settings,
      FeatureCatalog features,
      ItemCatalog catalog,
      Filtering filtering) {
    this.rules =
        List.of(SlateRule.creatorCap(settings.creatorAttribute()), SlateRule.categoryCap());
    this.orders = inOrder(settings.rerank());
    this.exploration = new Exploration(features);
    this.catalog = catalog;
    this.filtering = filtering;
    this.surfaces = settings.surfaces();
    check(settings.rerank());
  }

  /** Those that are named first, as named; the others can be turned on and follow. */
  private static List<Reordering> inOrder(List<String> names) {
    List<Reordering> ordered = new ArrayList<>();
    for (String name : names) {
      ORDERS.stream().filter(order -> order.name().equals(name)).forEach(ordered::add);
    }
    ORDERS.stream().filter(order -> !ordered.contains(order)).forEach(ordered::add);
    return List.copyOf(ordered);
  }

  private void check(List<String> names) {
    List<String> known = new ArrayList<>(orders.stream().map(Reordering::name).sorted().toList());
    rules.forEach(rule -> known.add(rule.name()));
    known.add(EXPLORATION);
    for (String name : names) {
      if (!known.contains(name)) {
        throw new InvalidConfigException(
            "slate.serving.rerank", name, "one of " + String.join(", ", known));
      }
    }
  }

  @Override
  public String name() {
    return "rerank";
  }

  @Override
  public Slate rerank(RequestContext context, Hydrated hydrated, Ranked ranked) {
    SurfaceSettings surface =
        surfaces.getOrDefault(context.request().surface(), SurfaceSettings.NONE);
    int count = context.request().count();
    List<SlateRule.Tally> tallies = tallies(context);
    Exploration.Draws draws = exploration.start(context, hydrated);
    // Where rules may refuse or slots explore, the slate is not just the first places.
    boolean exact = tallies.isEmpty() && !context.parameters().isOn(Parameter.EXPLORATION);
    Pool pool = new Pool(context, ranked, exact ? count : count + count / 4);
    if (surface.mix() != null && context.parameters().isOn(Parameter.MIX)) {
      new MixReranker(surface.mix()).reorder(pool);
    } else {
      for (Reordering order : orders) {
        if (context.parameters().isOn(order.toggle())) {
          order.reorder(pool);
        }
      }
    }
    return new SlateFiller(
            pool,
            tallies,
            slots(context, surface),
            draws,
            new Backfill(context, filtering, catalog, ranked))
        .fill(count);
  }

  @Override
  public Slate byRelevance(RequestContext context, Ranked ranked) {
    int count = context.request().count();
    return new SlateFiller(
            new Pool(context, ranked, count),
            List.of(),
            List.of(),
            Exploration.NONE,
            new Backfill(context, filtering, catalog, ranked))
        .fill(count);
  }

  private List<SlateRule.Tally> tallies(RequestContext context) {
    List<SlateRule.Tally> tallies = new ArrayList<>(rules.size());
    for (SlateRule rule : rules) {
      if (context.parameters().isOn(rule.toggle())) {
        int max = context.parameters().wholeNumber(rule.max());
        tallies.add(new SlateRule.Tally(rule, max));
      }
    }
    return tallies;
  }

  private static List<FixedSlot> slots(RequestContext context, SurfaceSettings surface) {
    if (surface.fixed().isEmpty() || !context.parameters().isOn(Parameter.FIXED)) {
      return List.of();
    }
    return surface.fixed().stream()
        .filter(slot -> slot.conditions().stream().allMatch(c -> holds(context, c)))
        .toList();
  }

  private static boolean holds(RequestContext context, Condition condition) {
    int value =
        switch (condition.known()) {
          case HISTORY -> context.history().size();
          case HOUR -> context.request().situation().localTime(context.nowMs()).getHour();
        };
    return condition.holds(value);
  }
}
