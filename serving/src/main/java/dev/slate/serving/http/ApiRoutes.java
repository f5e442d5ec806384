package dev.slate.serving.http;

import dev.slate.data.Topics;
import dev.slate.serving.retrieve.SimilarItems;
import dev.slate.serving.topic.TopicWriter;

/** Every route of the API, one line each; {@code openapi.json} describes the same list. */
final class ApiRoutes {
  private final RecommendationApi recommendations;
  private final ItemApi items;
  private final SimilarApi similar;
  private final EventApi events;
  private final ExperimentApi experiments;
  private final FeatureApi features;
  private final FreshnessApi freshness;
  private final ModelApi models;
  private final RunApi runs;
  private final AuditApi audit;
  private final UserApi users;
  private final HealthApi health;

  ApiRoutes(ApiServices s) {
    FeatureValues values = new FeatureValues(s.catalog());
    recommendations =
        new RecommendationApi(s.pipeline(), new Explainer(s.features(), values), s.slateSize());
    items =
        new ItemApi(
            s.catalog(), s.lists(), new TopicWriter(s.producer(), Topics.ITEMS), s.slateSize());
    similar = new SimilarApi(s.catalog(), new SimilarItems(s.models(), s.lists()), s.slateSize());
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
    health = new HealthApi(s.health());
  }

  void bind(RouteTable routes) {
    routes.getSlate("/v1/recommendations/{userId}", recommendations::forUser);
    routes.postSlate("/v1/recommendations", recommendations::forBody);
    routes.get("/v1/items/popular", items::popular);
    routes.get("/v1/items/trending", items::trending);
    routes.get("/v1/items/{id}/similar", similar::similar);
    routes.get("/v1/items/{id}", items::one);
    routes.put("/v1/items/{id}", items::put);
    routes.postBatch("/v1/events", events::post);
    routes.get("/v1/experiments", experiments::all);
    routes.put("/v1/experiments/{key}", experiments::put);
    routes.post("/v1/experiments/{key}/start", experiments::start);
    routes.post("/v1/experiments/{key}/stop", experiments::stop);
    routes.get("/v1/assignments/{unitId}", experiments::assignments);
    routes.get("/v1/freshness", freshness::report);
    routes.get("/v1/freshness/history", freshness::history);
    routes.get("/v1/features/{view}/{entityId}", features::row);
    routes.get("/v1/models", models::all);
    routes.post("/v1/models/rollback", models::rollback);
    routes.post("/v1/models/{version}/promote", models::promote);
    routes.delete("/v1/users/{id}", users::erase);
    routes.get("/v1/users/{id}/erasure", users::status);
    routes.get("/v1/audit", audit::newest);
    routes.get("/v1/runs", runs::all);
    routes.get("/v1/runs/{id}", runs::one);
    routes.getAtOnce("/health/live", health::live);
    routes.getAtOnce("/health/ready", health::ready);
  }
}
