package dev.slate.featurestore.server;

import com.google.protobuf.Duration;
import dev.slate.data.config.InvalidConfigException;
import dev.slate.featurestore.online.RedisHashReader;
import dev.slate.featurestore.online.feast.EntityKey;
import dev.slate.featurestore.online.feast.FeastTable;
import dev.slate.featurestore.online.feast.JoinKey;
import dev.slate.featurestore.online.feast.KeyType;
import dev.slate.featurestore.online.feast.KeyVersion;
import feast.proto.core.RegistryProto.Entity;
import feast.proto.core.RegistryProto.FeatureSpecV2;
import feast.proto.core.RegistryProto.FeatureView;
import feast.proto.core.RegistryProto.FeatureViewProjection;
import feast.proto.core.RegistryProto.Registry;
import feast.proto.core.RegistryProto.StreamFeatureView;
import feast.proto.types.ValueProto.ValueType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A registry file as {@code feast apply} writes it: one serialised Registry message. It is read
 * once; restart the server after an apply.
 */
final class FeastRegistry {
  private static final String KEY = "slate.features.feast.registry";

  private final Registry registry;

  private FeastRegistry(Registry registry) {
    this.registry = registry;
  }

  /**
   * @throws InvalidConfigException if the file cannot be read as a registry
   */
  static FeastRegistry read(Path file) {
    try {
      return new FeastRegistry(Registry.parseFrom(Files.readAllBytes(file)));
    } catch (IOException e) {
      throw new InvalidConfigException(
          KEY, file + " cannot be read: " + e, "a registry file, as feast apply writes it");
    }
  }

  /** Every view of the file, in the projects that they are in. */
  List<FeastView> views(RedisHashReader reader) {
    List<FeastTable> tables = new ArrayList<>();
    List<FeastView> views = new ArrayList<>();
    for (FeatureView view : registry.getFeatureViewsList()) {
      var spec = view.getSpec();
      FeastTable table =
          table(
              spec.getName(),
              spec.getProject(),
              joinKeys(spec.getName(), spec.getEntityColumnsList(), spec.getEntitiesList()),
              spec.getFeaturesList());
      tables.add(table);
      views.add(new FeastView(table, duration(spec.getTtl()), reader));
    }
    for (StreamFeatureView view : registry.getStreamFeatureViewsList()) {
      var spec = view.getSpec();
      FeastTable table =
          table(
              spec.getName(),
              spec.getProject(),
              joinKeys(spec.getName(), spec.getEntityColumnsList(), spec.getEntitiesList()),
              spec.getFeaturesList());
      tables.add(table);
      views.add(new FeastView(table, duration(spec.getTtl()), reader));
    }
    try {
      FeastTable.requireDistinctFields(tables);
    } catch (IllegalArgumentException e) {
      throw new InvalidConfigException(KEY, String.valueOf(e.getMessage()), "distinct fields");
    }
    return views;
  }

  /** Feature services as lists of {@code view:feature}. */
  Map<String, List<String>> services() {
    Map<String, List<String>> services = new LinkedHashMap<>();
    registry
        .getFeatureServicesList()
        .forEach(
            service -> {
              List<String> features = new ArrayList<>();
              for (FeatureViewProjection view : service.getSpec().getFeaturesList()) {
                view.getFeatureColumnsList()
                    .forEach(f -> features.add(view.getFeatureViewName() + ":" + f.getName()));
              }
              services.put(service.getSpec().getName(), features);
            });
    return services;
  }

  private static FeastTable table(
      String view, String project, List<JoinKey> joinKeys, List<FeatureSpecV2> features) {
    return new FeastTable(
        view,
        new EntityKey(KeyVersion.V3, project, joinKeys),
        features.stream().map(FeatureSpecV2::getName).toList());
  }

  /** Registries of older versions have no entity columns: there the entities say it. */
  private List<JoinKey> joinKeys(String view, List<FeatureSpecV2> columns, List<String> entities) {
    if (!columns.isEmpty()) {
      return columns.stream()
          .map(column -> new JoinKey(column.getName(), type(view, column.getValueType())))
          .toList();
    }
    List<JoinKey> keys = new ArrayList<>();
    for (Entity entity : registry.getEntitiesList()) {
      var spec = entity.getSpec();
      if (entities.contains(spec.getName())) {
        keys.add(new JoinKey(spec.getJoinKey(), type(view, spec.getValueType())));
      }
    }
    return keys.isEmpty() ? List.of(EntityValues.NO_ENTITY) : keys;
  }

  private static KeyType type(String view, ValueType.Enum type) {
    for (KeyType known : KeyType.values()) {
      if (known.number() == type.getNumber()) {
        return known;
      }
    }
    throw new InvalidConfigException(
        KEY, view + " has a join key of type " + type, "one of BYTES, STRING, INT32, INT64");
  }

  private static java.time.Duration duration(Duration ttl) {
    return java.time.Duration.ofSeconds(ttl.getSeconds(), ttl.getNanos());
  }
}
