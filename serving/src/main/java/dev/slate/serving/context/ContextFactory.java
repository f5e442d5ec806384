package dev.slate.serving.context;

import dev.slate.data.catalog.Item;
import dev.slate.data.event.EventKind;
import dev.slate.featurestore.assemble.CategoryProfile;
import dev.slate.featurestore.state.RecentItem;
import dev.slate.serving.after.LastGoodLists;
import dev.slate.serving.catalog.ItemCatalog;
import dev.slate.serving.catalog.ItemLists;
import dev.slate.serving.experiment.Experiments;
import dev.slate.serving.experiment.Variants;
import dev.slate.serving.model.ModelSide;
import dev.slate.serving.model.ServedModel;
import dev.slate.training.model.candidate.UserQuery;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Makes the context of a request: the only stage that reads from outside this process. */
public final class ContextFactory {
  private final UserStateReader users;
  private final ItemCatalog catalog;
  private final Supplier<ItemLists> lists;
  private final LastGoodLists lastGood;
  private final Supplier<@Nullable ServedModel> models;
  private final Experiments experiments;
  private final ContextSettings settings;
  private final Clock clock;

  public ContextFactory(
      UserStateReader users,
      ItemCatalog catalog,
      Supplier<ItemLists> lists,
      LastGoodLists lastGood,
      Supplier<@Nullable ServedModel> models,
      Experiments experiments,
      ContextSettings settings,
      Clock clock) {
    this.users = users;
    this.catalog = catalog;
    this.lists = lists;
    this.lastGood = lastGood;
    this.models = models;
    this.experiments = experiments;
    this.settings = settings;
    this.clock = clock;
  }

  public RequestContext create(SlateRequest request) {
    Deadline deadline = Deadline.in(settings.budget(), settings.stages());
    long nowMs = clock.millis();
    UserState user = user(request, nowMs, deadline);
    Map<String, Item> historyFacts = historyFacts(user.history());
    CategoryProfile profile = CategoryProfile.of(user.history(), historyFacts::get);
    String segment = request.category() != null ? request.category() : favourite(profile);
    ModelSide side = side(user);
    ItemLists now = lists.get();
    Variants variants = experiments.variantsOf(request.userId());
    return new RequestContext(
        request,
        nowMs,
        deadline,
        user,
        newestByItem(user.history()),
        historyFacts,
        profile,
        segment,
        now,
        side,
        variants.byExperiment(),
        settings.parameters().on(request.surface()).with(variants.parameters()),
        start(request, now, user, side, segment));
  }

  private @Nullable ModelSide side(UserState user) {
    ServedModel model = models.get();
    return model == null
        ? null
        : new ModelSide(model, UserQuery.of(model.bundle(), user.history(), settings.minRating()));
  }

  private UserState user(SlateRequest request, long nowMs, Deadline deadline) {
    if (request.userId() != null) {
      return users.read(request.userId(), nowMs, deadline);
    }
    return UserState.unknown(null).with(session(request.session(), nowMs));
  }

  /** An anonymous session's items, as if clicked a millisecond apart. */
  private static List<RecentItem> session(List<String> newestFirst, long nowMs) {
    List<RecentItem> history = new ArrayList<>(newestFirst.size());
    for (int i = 0; i < newestFirst.size(); i++) {
      String itemId = newestFirst.get(i);
      history.add(new RecentItem(itemId, nowMs - i, EventKind.CLICK, Float.NaN, "session-" + i));
    }
    return history;
  }

  private Map<String, Item> historyFacts(List<RecentItem> history) {
    Map<String, Item> facts = new HashMap<>(history.size() * 2);
    for (RecentItem recent : history) {
      Item item = catalog.facts(recent.itemId());
      if (item != null) {
        facts.put(recent.itemId(), item);
      }
    }
    return facts;
  }

  private static Map<String, RecentItem> newestByItem(List<RecentItem> history) {
    Map<String, RecentItem> newest = new HashMap<>(history.size() * 2);
    for (RecentItem item : history) {
      newest.putIfAbsent(item.itemId(), item);
    }
    return newest;
  }

  private static @Nullable String favourite(CategoryProfile profile) {
    return profile.shares().entrySet().stream()
        .max(Map.Entry.<String, Float>comparingByValue().thenComparing(Map.Entry.comparingByKey()))
        .map(Map.Entry::getKey)
        .orElse(null);
  }

  private LadderStep start(
      SlateRequest request,
      ItemLists lists,
      UserState user,
      @Nullable ModelSide side,
      @Nullable String segment) {
    if (lists.origin() != ItemLists.Origin.CATALOGUE) {
      return new LadderStep(
          Rung.POPULAR,
          lists.origin() == ItemLists.Origin.KEPT
              ? "the catalogue has not been read yet: from the list kept by the last process"
              : "the catalogue has not been read yet");
    }
    if (user.problem() == null && side != null) {
      return new LadderStep(
          Rung.FULL,
          user.history().isEmpty() ? "no history yet: ranked from what is popular" : null);
    }
    String reason = user.problem() == null ? "no model yet" : user.problem();
    if (user.problem() != null
        && request.userId() != null
        && !lastGood.of(request.userId()).isEmpty()) {
      return new LadderStep(Rung.CACHED, reason);
    }
    return new LadderStep(segment == null ? Rung.POPULAR : Rung.SEGMENT, reason);
  }
}
