package dev.slate.featurestore;

import dev.slate.featurestore.feature.Feature;
import dev.slate.featurestore.feature.ScalarFeature;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * The features of one entity that are kept, read and aged together; immutable.
 *
 * @param name lower case, digits and underscores
 * @param source who keeps it current
 * @param ttl a row older than this is outside its age; zero never expires
 * @param objective how old the newest value of the view may be before it is called stale
 * @param features in vector order
 */
public record FeatureView(
    String name,
    Entity entity,
    Source source,
    String description,
    Duration ttl,
    Duration objective,
    List<Feature<?>> features) {

  /** Who keeps a view current. */
  public enum Source {
    /** The stream job, within a second of the event. */
    STREAM,
    /** The nightly run, as packed rows. */
    BATCH
  }

  public FeatureView {
    features = List.copyOf(features);
    long names = features.stream().map(Feature::name).distinct().count();
    if (names != features.size()) {
      throw new IllegalArgumentException("features of " + name + ": a name is used twice");
    }
  }

  /** The scalar features in vector order. */
  public List<ScalarFeature<?>> scalars() {
    List<ScalarFeature<?>> scalars = new ArrayList<>();
    for (Feature<?> feature : features) {
      if (feature instanceof ScalarFeature<?> scalar) {
        scalars.add(scalar);
      }
    }
    return scalars;
  }

  /** Names of the scalar features in vector order, as {@code view:feature}. */
  public List<String> scalarNames() {
    return scalars().stream().map(f -> name + ":" + f.name()).toList();
  }
}
