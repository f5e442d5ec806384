package dev.slate.serving.http;

import java.util.List;

/** Every route of the API, one line each; {@code openapi.json} describes the same list. */
final class ApiRoutes {
  private ApiRoutes() {}

  static List<String> bind(
      RouteTable routes, RecommendationApi recommendations, ItemApi items, HealthApi health) {
    routes.get("/v1/recommendations/{userId}", recommendations::forUser);
    routes.post("/v1/recommendations", recommendations::forBody);
    routes.get("/v1/items/popular", items::popular);
    routes.get("/v1/items/trending", items::trending);
    routes.get("/v1/items/{id}", items::one);
    routes.put("/v1/items/{id}", items::put);
    routes.get("/health/live", health::live);
    routes.get("/health/ready", health::ready);
    return routes.routes();
  }
}
