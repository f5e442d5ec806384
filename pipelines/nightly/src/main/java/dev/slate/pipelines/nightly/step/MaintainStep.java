package dev.slate.pipelines.nightly.step;

import dev.slate.data.config.SlateConfig;
import dev.slate.featurestore.offline.CareReport;
import dev.slate.featurestore.offline.Lake;
import dev.slate.featurestore.offline.LakeCare;
import dev.slate.featurestore.offline.LakeTable;
import dev.slate.training.model.registry.Manifest;
import dev.slate.training.model.registry.ModelRegistry;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Keeps the lake small; may be repeated. What the champion and the model before it were trained on
 * stays readable, however old it is.
 */
public record MaintainStep(
    Lake lake, ModelRegistry registry, SlateConfig.Lake settings, long nowMs) {

  /**
   * What was done.
   *
   * @param pinned oldest versions that must stay readable
   */
  public record Maintained(CareReport report, Map<LakeTable, Long> pinned) {}

  public Maintained run() {
    Map<LakeTable, Long> pinned = pinned();
    return new Maintained(
        new LakeCare(lake, settings.retentionDays(), settings.historyDays(), nowMs).run(pinned),
        pinned);
  }

  private Map<LakeTable, Long> pinned() {
    List<String> versions =
        java.util.stream.Stream.of(registry.champion(), registry.previous())
            .flatMap(Optional::stream)
            .toList();
    Map<LakeTable, Long> pinned = new EnumMap<>(LakeTable.class);
    for (Manifest manifest : registry.list()) {
      if (versions.contains(manifest.version())) {
        for (LakeTable table : List.of(LakeTable.EVENTS, LakeTable.ITEMS)) {
          Long version = manifest.data().get(table.directory() + ".version");
          if (version != null && version >= 0) {
            pinned.merge(table, version, Math::min);
          }
        }
      }
    }
    return pinned;
  }

  public static String detail(Maintained maintained) {
    CareReport report = maintained.report();
    return String.format(
        Locale.ROOT,
        "%,d old rows deleted, %,d small files compacted, %,d unneeded files removed; kept: %s",
        report.deleted(),
        report.compacted(),
        report.removed(),
        maintained.pinned().isEmpty()
            ? "no version for a model"
            : maintained.pinned().entrySet().stream()
                .map(e -> e.getKey().directory() + " from version " + e.getValue())
                .collect(java.util.stream.Collectors.joining(", ")));
  }
}
