package dev.slate.pipelines.local.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.slate.featurestore.Entity;
import dev.slate.featurestore.FeatureCatalog;
import dev.slate.featurestore.FeatureService;
import dev.slate.featurestore.FeatureView;
import dev.slate.featurestore.feature.DerivedFeature;
import dev.slate.featurestore.feature.Feature;
import dev.slate.featurestore.feature.KeysFeature;
import dev.slate.featurestore.feature.ListFeature;
import dev.slate.pipelines.local.api.Api;
import java.util.Locale;

/** A catalogue as programs read it; durations in milliseconds. */
final class CatalogJson {
  private CatalogJson() {}

  static ObjectNode of(FeatureCatalog catalog) {
    ObjectNode json = Api.JSON.createObjectNode();
    json.put("fingerprint", catalog.fingerprint());
    ArrayNode entities = json.putArray("entities");
    for (Entity entity : Entity.values()) {
      entities.addObject().put("name", lower(entity)).put("joinKey", entity.joinKey());
    }
    catalog.views().forEach(view -> json.withArray("views").add(view(view)));
    ArrayNode derived = json.putArray("derived");
    catalog.derived().forEach(feature -> derived.add(derived(feature)));
    ArrayNode services = json.putArray("services");
    catalog.services().forEach(service -> services.add(service(service)));
    return json;
  }

  private static ObjectNode view(FeatureView view) {
    ObjectNode json = Api.JSON.createObjectNode();
    json.put("name", view.name())
        .put("entity", lower(view.entity()))
        .put("source", lower(view.source()))
        .put("owner", view.owner())
        .put("description", view.description())
        .put("ttlMs", view.ttl().toMillis())
        .put("objectiveMs", view.objective().toMillis());
    ArrayNode features = json.putArray("features");
    for (Feature<?> feature : view.features()) {
      features
          .addObject()
          .put("name", feature.name())
          .put("type", type(feature))
          .put("description", feature.description());
    }
    return json;
  }

  private static String type(Feature<?> feature) {
    if (feature instanceof ListFeature<?>) {
      return "interactions";
    }
    return feature instanceof KeysFeature<?> ? "texts" : "number";
  }

  private static ObjectNode derived(DerivedFeature feature) {
    ObjectNode json = Api.JSON.createObjectNode();
    json.put("name", feature.name()).put("description", feature.description());
    feature.inputs().forEach(json.putArray("inputs")::add);
    return json;
  }

  private static ObjectNode service(FeatureService service) {
    ObjectNode json = Api.JSON.createObjectNode();
    json.put("name", service.name())
        .put("owner", service.owner())
        .put("description", service.description());
    service.features().forEach(json.putArray("features")::add);
    return json;
  }

  private static String lower(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }
}
