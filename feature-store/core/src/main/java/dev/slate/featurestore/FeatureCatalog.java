package dev.slate.featurestore;

import dev.slate.featurestore.feature.DerivedFeature;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/**
 * A set of feature views with what is derived from them; immutable. {@link StandardCatalog} is
 * where the shipped ones are defined.
 *
 * @param views names unique; of each entity at most one by the stream and one by the nightly run
 * @param derived computed from other features when they are asked for, in the order of the vector
 * @param services named lists of features
 */
public record FeatureCatalog(
    List<FeatureView> views, List<DerivedFeature> derived, List<FeatureService> services) {

  /** Interactions that a user's history keeps. */
  public static final int HISTORY = 200;

  private static final FeatureCatalog STANDARD = StandardCatalog.create();

  public FeatureCatalog {
    views = List.copyOf(views);
    derived = List.copyOf(derived);
    services = List.copyOf(services);
    Names.check("views", views.stream().map(FeatureView::name).toList());
    Names.check("derived", derived.stream().map(DerivedFeature::name).toList());
    Names.check("services", services.stream().map(FeatureService::name).toList());
    if (views.stream().map(v -> v.entity() + "/" + v.source()).distinct().count() != views.size()) {
      throw new IllegalArgumentException(
          "views: an entity has two views of one source (expected: one by the stream, one by the"
              + " nightly run)");
    }
    References references = new References(views);
    for (DerivedFeature feature : derived) {
      references.check("derived:" + feature.name(), feature.inputs());
      references.add("derived:" + feature.name());
    }
    services.forEach(service -> references.check(service.name(), service.features()));
  }

  /** The catalogue that Slate ships. */
  public static FeatureCatalog standard() {
    return STANDARD;
  }

  /** The view of a name. */
  public Optional<FeatureView> view(String name) {
    return views.stream().filter(view -> view.name().equals(name)).findFirst();
  }

  /** The service of a name. */
  public Optional<FeatureService> service(String name) {
    return services.stream().filter(service -> service.name().equals(name)).findFirst();
  }

  /** What a user did lately, by the stream. */
  public FeatureView userActivity() {
    return only(Entity.USER, FeatureView.Source.STREAM);
  }

  /** What happened to an item lately, by the stream. */
  public FeatureView itemActivity() {
    return only(Entity.ITEM, FeatureView.Source.STREAM);
  }

  /** A user's long windows, by the nightly run. */
  public FeatureView userLongterm() {
    return only(Entity.USER, FeatureView.Source.BATCH);
  }

  /** An item's long windows, by the nightly run. */
  public FeatureView itemLongterm() {
    return only(Entity.ITEM, FeatureView.Source.BATCH);
  }

  private FeatureView only(Entity entity, FeatureView.Source source) {
    // A loop: requests ask this for every candidate.
    for (FeatureView view : views) {
      if (view.entity() == entity && view.source() == source) {
        return view;
      }
    }
    throw new IllegalStateException("views: none of " + entity + " by " + source);
  }

  /**
   * SHA-256 (hex) of all definitions in order: two processes whose fingerprints differ must not
   * share states or models.
   */
  public String fingerprint() {
    StringBuilder text = new StringBuilder();
    views.forEach(view -> text.append(view.definition()));
    derived.forEach(
        feature ->
            text.append(feature.name()).append('=').append(feature.definition()).append('\n'));
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256")
              .digest(text.toString().getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every JDK has SHA-256", e);
    }
  }
}
