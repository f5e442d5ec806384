package dev.slate.serving.http;

import dev.slate.data.Topics;
import dev.slate.data.access.Role;
import dev.slate.data.catalog.Item;
import dev.slate.data.catalog.User;
import dev.slate.serving.catalog.ItemRecords;
import dev.slate.serving.change.Changes;
import dev.slate.serving.features.FeatureValues;
import dev.slate.serving.retrieve.HistoryShares;
import dev.slate.serving.retrieve.SimilarItems;
import dev.slate.serving.scope.ItemFilter;
import dev.slate.serving.topic.FollowedWriter;
import dev.slate.serving.topic.TopicWriter;
import java.util.function.Predicate;

/** Every route of the API, one line each; {@code openapi.json} describes the same list. */
final class ApiRoutes {
  private final RecommendationApi recommendations;
  private final ScoreApi scores;
  private final BecauseApi because;
  private final ItemListApi lists;
  private final RecordApi<Item> items;
  private final RecordApi<User> userRecords;
  private final EventApi events;
  private final ExperimentApi experiments;
  private final FeatureApi features;
  private final FreshnessApi freshness;
  private final ModelApi models;
  private final RunApi runs;
  private final AuditApi audit;
  private final UserApi users;
  private final ChangeApi changes;
  private final HealthApi health;
  private final TraceApi traces;
  private final ReplayApi replays;

  ApiRoutes(ApiServices s, Changes changed) {
    FeatureValues values = new FeatureValues(s.catalog());
    recommendations =
        new RecommendationApi(
            s.pipeline(), s.tracing(), new RequestReader(s.slateSize(), s.surfaces(), s.clock()));
    scores = new ScoreApi(s.pipeline(), s.catalog());
    because = new BecauseApi(s.pipeline(), s.catalog(), new HistoryShares(s.minRating()));
    lists =
        new ItemListApi(
            s.catalog(),
            s.lists(),
            new SimilarItems(s.models(), s.lists()),
            s.clock(),
            s.slateSize());
    traces = new TraceApi(s.tracing());
    replays = new ReplayApi(s.tracing(), s.experiments(), s.parameters());
    items =
        new RecordApi<>(
            new ItemRecords(s.catalog()),
            new FollowedWriter(s.producer(), Topics.ITEMS, s.catalogFollower()),
            ApiRoutes::itemQuery);
    userRecords =
        new RecordApi<>(
            s.users(),
            new FollowedWriter(s.producer(), Topics.USERS, s.catalogFollower()),
            ApiRoutes::userQuery);
    events =
        new EventApi(
            new TopicWriter(s.producer(), Topics.EVENTS), s.catalog(), s.clock(), s.meters());
    experiments = new ExperimentApi(s.experiments(), s.parameters());
    features = new FeatureApi(s.features(), s.reader(), values, s.clock());
    freshness = new FreshnessApi(s.freshness());
    models = new ModelApi(s.registry(), s.models());
    runs = new RunApi(s.runs());
    audit = new AuditApi(s.audit());
    users = new UserApi(s.erasures());
    changes = new ChangeApi(changed);
    health = new HealthApi(s.health());
  }

  private static Predicate<Item> itemQuery(HttpCall call) {
    String filter = call.allow("count", "cursor", "filter").text("filter");
    return filter == null ? item -> true : ItemFilter.parse(filter)::test;
  }

  private static Predicate<User> userQuery(HttpCall call) {
    call.allow("count", "cursor");
    return user -> true;
  }

  void bind(RouteTable routes) {
    routes.getSlate("/v1/recommendations/{userId}", recommendations::forUser);
    routes.postSlate("/v1/recommendations", recommendations::forBody);
    routes.getSlate("/v1/recommendations/{userId}/because/{itemId}", because::because);
    routes.postSlate("/v1/scores", scores::scores);
    routes.get("/v1/items/popular", lists::popular);
    routes.get("/v1/items/trending", lists::trending);
    routes.get("/v1/items/new", lists::newest);
    routes.get("/v1/items/{id}/similar", lists::similar);
    routes.get("/v1/items", items::list);
    routes.postBatch("/v1/items", items::bulk);
    routes.get("/v1/items/{id}", items::one);
    routes.put("/v1/items/{id}", items::put);
    routes.patch("/v1/items/{id}", items::patch);
    routes.delete("/v1/items/{id}", items::delete);
    routes.get("/v1/users", userRecords::list);
    routes.postBatch("/v1/users", userRecords::bulk);
    routes.get("/v1/users/{id}", userRecords::one);
    routes.put("/v1/users/{id}", userRecords::put);
    routes.patch("/v1/users/{id}", userRecords::patch);
    routes.postBatch("/v1/events", events::post);
    routes.get("/v1/experiments", experiments::all);
    routes.put("/v1/experiments/{key}", Role.OPERATE, experiments::put);
    routes.action("/v1/experiments/{key}/start", Role.OPERATE, experiments::start);
    routes.action("/v1/experiments/{key}/stop", Role.OPERATE, experiments::stop);
    routes.get("/v1/assignments/{unitId}", experiments::assignments);
    routes.get("/v1/freshness", freshness::report);
    routes.get("/v1/freshness/history", freshness::history);
    routes.get("/v1/features/{view}/{entityId}", features::row);
    routes.get("/v1/models", models::all);
    routes.action("/v1/models/rollback", Role.OPERATE, models::rollback);
    routes.action("/v1/models/{version}/promote", Role.OPERATE, models::promote);
    routes.delete("/v1/users/{id}", Role.OPERATE, users::erase);
    routes.get("/v1/users/{id}/erasure", users::status);
    routes.get("/v1/traces", Role.OPERATE, traces::newest);
    routes.get("/v1/traces/users", Role.OPERATE, traces::users);
    routes.mark("/v1/traces/users/{id}", Role.OPERATE, traces::addUser);
    routes.delete("/v1/traces/users/{id}", Role.OPERATE, traces::removeUser);
    routes.get("/v1/traces/{requestId}", Role.OPERATE, traces::one);
    routes.post("/v1/traces/{requestId}/replay", Role.OPERATE, replays::replay);
    routes.get("/v1/audit", audit::newest);
    routes.get("/v1/audit/changes", Role.ADMIN, changes::newest);
    routes.get("/v1/runs", runs::all);
    routes.get("/v1/runs/{id}", runs::one);
    routes.getAtOnce("/health/live", health::live);
    routes.getAtOnce("/health/ready", health::ready);
  }
}
