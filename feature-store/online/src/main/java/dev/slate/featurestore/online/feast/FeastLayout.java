package dev.slate.featurestore.online.feast;

import dev.slate.featurestore.FeatureCatalog;
import dev.slate.featurestore.FeatureView;
import dev.slate.featurestore.feature.Feature;
import dev.slate.featurestore.store.PackedRow;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Where the batch views of a catalogue are in Feast's layout. Immutable.
 *
 * @param project of Feast
 * @param fingerprint of the catalogue, as packed rows carry it
 * @param tables by view
 */
public record FeastLayout(String project, long fingerprint, Map<String, FeastTable> tables) {
  public FeastLayout {
    tables = Map.copyOf(tables);
    FeastTable.requireDistinctFields(tables.values());
  }

  /**
   * @throws IllegalArgumentException if two features would share a field
   */
  public static FeastLayout of(String project, FeatureCatalog catalog) {
    Map<String, FeastTable> tables = new LinkedHashMap<>();
    for (FeatureView view : catalog.views()) {
      if (view.source() == FeatureView.Source.BATCH) {
        tables.put(view.name(), table(project, view));
      }
    }
    return new FeastLayout(project, PackedRow.shortFingerprint(catalog.fingerprint()), tables);
  }

  private static FeastTable table(String project, FeatureView view) {
    JoinKey id = new JoinKey(view.entity().joinKey(), KeyType.STRING);
    return new FeastTable(
        view.name(),
        new EntityKey(KeyVersion.V3, project, List.of(id)),
        view.scalars().stream().map(Feature::name).toList());
  }

  /** The table of a batch view of the catalogue. */
  public FeastTable table(FeatureView view) {
    return Objects.requireNonNull(
        tables.get(view.name()), () -> view.name() + " is no batch view of the catalogue");
  }
}
