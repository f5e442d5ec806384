package dev.slate.featurestore.server;

import dev.slate.featurestore.FeatureCatalog;
import dev.slate.featurestore.FeatureService;
import dev.slate.featurestore.feature.DerivedFeature;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Everything that can be asked for, by name. Immutable.
 *
 * @param services lists of {@code view:feature}
 */
record ServedViews(
    Map<String, ServedView> views,
    Map<String, List<String>> services,
    Map<String, DerivedFeature> derived) {
  /** What stands for a view in references to derived features. */
  static final String DERIVED = "derived";

  /**
   * @param all a later one replaces an earlier one of its name
   * @param more services beside those of the catalogue, which win
   */
  static ServedViews of(
      FeatureCatalog catalog, List<ServedView> all, Map<String, List<String>> more) {
    Map<String, ServedView> views = new LinkedHashMap<>();
    all.forEach(view -> views.put(view.name(), view));
    Map<String, List<String>> services = new LinkedHashMap<>(more);
    for (FeatureService service : catalog.services()) {
      services.put(service.name(), service.features());
    }
    Map<String, DerivedFeature> derived = new LinkedHashMap<>();
    catalog.derived().forEach(feature -> derived.put(feature.name(), feature));
    return new ServedViews(views, services, derived);
  }

  /**
   * The references of a request, checked.
   *
   * @throws InvalidRequestException naming what there is
   */
  List<FeatureReference> references(OnlineRequest request) {
    List<String> names = request.features();
    if (!request.service().isEmpty()) {
      names = services.get(request.service());
      if (names == null) {
        throw new InvalidRequestException(
            "feature_service",
            request.service() + " is not known",
            "use one of " + String.join(", ", services.keySet()));
      }
      OnlineRequest.requireFeatures(names.size());
    }
    return names.stream().map(this::reference).toList();
  }

  private FeatureReference reference(String name) {
    FeatureReference reference = FeatureReference.parse(name);
    if (reference.view().equals(DERIVED)) {
      if (!derived.containsKey(reference.feature())) {
        throw unknown(name, "derived feature", derived.keySet());
      }
      return reference;
    }
    ServedView view = views.get(reference.view());
    if (view == null) {
      throw unknown(name, "view " + reference.view(), views.keySet());
    }
    if (!view.features().contains(reference.feature())) {
      throw unknown(name, "feature of " + view.name(), view.features());
    }
    return reference;
  }

  private static InvalidRequestException unknown(
      String name, String what, Collection<String> known) {
    return new InvalidRequestException(
        "features", name + ": no such " + what, "use one of " + String.join(", ", known));
  }
}
