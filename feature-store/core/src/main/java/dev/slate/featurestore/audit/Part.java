package dev.slate.featurestore.audit;

import dev.slate.featurestore.FeatureCatalog;
import dev.slate.featurestore.feature.DerivedFeature;
import java.util.EnumSet;
import java.util.Set;

/** The inputs of a vector that can be told, or not, each for itself. */
enum Part {
  USER_STATE,
  USER_ROW,
  ITEM_STATE,
  ITEM_ROW,
  MODEL;

  /** What a feature of the vector is computed from. */
  static Set<Part> of(FeatureCatalog catalog, String feature) {
    int colon = feature.indexOf(':');
    String view = colon < 0 ? feature : feature.substring(0, colon);
    if (view.equals(catalog.userActivity().name())) {
      return EnumSet.of(USER_STATE);
    }
    if (view.equals(catalog.userLongterm().name())) {
      return EnumSet.of(USER_ROW);
    }
    if (view.equals(catalog.itemActivity().name())) {
      return EnumSet.of(ITEM_STATE);
    }
    if (view.equals(catalog.itemLongterm().name())) {
      return EnumSet.of(ITEM_ROW);
    }
    return switch (view) {
      case "score" -> EnumSet.of(USER_STATE, MODEL);
      case "pair", "request" -> EnumSet.of(USER_STATE);
      case "derived" -> derived(catalog, feature.substring(colon + 1));
      default -> throw new IllegalArgumentException(feature + " is of no view");
    };
  }

  private static Set<Part> derived(FeatureCatalog catalog, String name) {
    Set<Part> parts = EnumSet.noneOf(Part.class);
    for (DerivedFeature derived : catalog.derived()) {
      if (derived.name().equals(name)) {
        derived.inputs().forEach(input -> parts.addAll(of(catalog, input)));
      }
    }
    if (parts.isEmpty()) {
      throw new IllegalArgumentException("derived:" + name + " is not of the catalogue");
    }
    return parts;
  }
}
