package dev.slate.featurestore;

import dev.slate.data.event.EventKind;
import dev.slate.featurestore.feature.Feature;
import dev.slate.featurestore.feature.ScalarFeature;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** The features of one entity that are kept, read and aged together; immutable. */
public final class FeatureView {
  private final String name;
  private final Entity entity;
  private final Source source;
  private final String owner;
  private final String description;
  private final Duration ttl;
  private final Duration objective;
  private final List<Feature<?>> features;
  private final List<ScalarFeature<?>> scalars;
  private final List<String> scalarNames;
  private final Feature<?>[] byPosition;
  private final int[][] changedBy;
  private final String definition;
  private final int shortFingerprint;

  /** Who keeps a view current. */
  public enum Source {
    /** The stream job, within a second of the event. */
    STREAM,
    /** The nightly run, as packed rows. */
    BATCH
  }

  /**
   * @param name lower case, digits and underscores
   * @param source who keeps it current
   * @param owner who answers for it: a team or a person
   * @param description one line for people
   * @param ttl a row older than this is outside its age; zero never expires
   * @param objective how old the newest value of the view may be before it is called stale
   * @param features in vector order, names unique
   */
  public FeatureView(
      String name,
      Entity entity,
      Source source,
      String owner,
      String description,
      Duration ttl,
      Duration objective,
      List<Feature<?>> features) {
    this.name = name;
    this.entity = entity;
    this.source = source;
    this.owner = owner;
    this.description = description;
    this.ttl = ttl;
    this.objective = objective;
    this.features = List.copyOf(features);
    Names.check("view", List.of(name));
    Names.check(name, this.features.stream().map(Feature::name).toList());
    Names.requireText(name, "owner", owner);
    Names.requireText(name, "description", description);
    requireNatural("ttl", ttl);
    requireNatural("objective", objective);
    this.scalars = scalarsOf(this.features);
    this.scalarNames = scalars.stream().map(f -> name + ":" + f.name()).toList();
    this.byPosition = this.features.toArray(Feature<?>[]::new);
    this.changedBy = changedBy(this.features);
    this.definition = define(name, entity, this.features);
    this.shortFingerprint = definition.hashCode();
  }

  private void requireNatural(String field, Duration duration) {
    if (duration.isNegative()) {
      throw new IllegalArgumentException(
          name + ": " + field + " is " + duration + " (expected: not negative)");
    }
  }

  private static List<ScalarFeature<?>> scalarsOf(List<Feature<?>> features) {
    List<ScalarFeature<?>> scalars = new ArrayList<>();
    for (Feature<?> feature : features) {
      if (feature instanceof ScalarFeature<?> scalar) {
        scalars.add(scalar);
      }
    }
    return List.copyOf(scalars);
  }

  private static int[][] changedBy(List<Feature<?>> features) {
    EventKind[] kinds = EventKind.values();
    int[][] changed = new int[kinds.length][];
    for (EventKind kind : kinds) {
      changed[kind.ordinal()] =
          IntStream.range(0, features.size())
              .filter(i -> features.get(i).kinds().contains(kind))
              .toArray();
    }
    return changed;
  }

  private static String define(String name, Entity entity, List<Feature<?>> features) {
    StringBuilder text = new StringBuilder();
    text.append(name).append('/').append(entity).append('\n');
    for (Feature<?> feature : features) {
      text.append(feature.name()).append('=').append(feature.definition()).append('\n');
    }
    return text.toString();
  }

  public String name() {
    return name;
  }

  public Entity entity() {
    return entity;
  }

  public Source source() {
    return source;
  }

  public String description() {
    return description;
  }

  public Duration ttl() {
    return ttl;
  }

  public Duration objective() {
    return objective;
  }

  /** Who answers for it: a team or a person. */
  public String owner() {
    return owner;
  }

  /** Whether a value of that time has outlived the view's TTL at a later time. */
  public boolean isOutsideMaxAge(long eventTimeMs, long nowMs) {
    return !ttl.isZero() && nowMs - eventTimeMs > ttl.toMillis();
  }

  /** All features, in vector order. */
  public List<Feature<?>> features() {
    return features;
  }

  /** The scalar features in vector order. */
  public List<ScalarFeature<?>> scalars() {
    return scalars;
  }

  /** Names of the scalar features in vector order, as {@code view:feature}. */
  public List<String> scalarNames() {
    return scalarNames;
  }

  Feature<?> feature(int position) {
    return byPosition[position];
  }

  /** Positions of the features whose state an event of a kind may change; not to be changed. */
  int[] changedBy(EventKind kind) {
    return changedBy[kind.ordinal()];
  }

  /** Everything that decides what the values mean, one line a feature. */
  String definition() {
    return definition;
  }

  /** 32 bits of the definition, which every stored state carries. */
  int shortFingerprint() {
    return shortFingerprint;
  }

  @Override
  public String toString() {
    return name;
  }
}
