package dev.slate.pipelines.local.simulate;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.slate.data.event.Event;
import dev.slate.data.event.EventKind;
import dev.slate.pipelines.local.api.Api;
import dev.slate.pipelines.local.console.Table;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** Slates, impressions and clicks of everybody and of each variant. Thread-safe. */
public final class VariantCounts {
  private static final String EVERYBODY = "everybody";
  private static final double Z95 = 1.959964;

  private final Map<String, Counts> byVariant = new TreeMap<>();
  private final Map<String, Integer> rungs = new TreeMap<>();

  private static final class Counts {
    private long slates;
    private long impressions;
    private long clicks;

    private double rate() {
      return impressions == 0 ? 0 : (double) clicks / impressions;
    }

    /** Half of Wald's 95 % interval; impressions of one user are not independent, so a guide. */
    private double margin() {
      return impressions == 0 ? 0 : Z95 * Math.sqrt(rate() * (1 - rate()) / impressions);
    }
  }

  /**
   * @param experiments of the slate: keys to variants
   */
  synchronized void add(JsonNode experiments, String rung, List<Event> reactions) {
    rungs.merge(rung, 1, Integer::sum);
    add(EVERYBODY, reactions);
    experiments
        .properties()
        .forEach(e -> add(e.getKey() + " = " + e.getValue().asText(), reactions));
  }

  private void add(String group, List<Event> reactions) {
    Counts counts = byVariant.computeIfAbsent(group, g -> new Counts());
    counts.slates++;
    for (Event event : reactions) {
      counts.impressions += event.kind() == EventKind.IMPRESSION ? 1 : 0;
      counts.clicks += event.kind() == EventKind.CLICK ? 1 : 0;
    }
  }

  /** One line for a running display. */
  public synchronized String line() {
    Counts all = byVariant.getOrDefault(EVERYBODY, new Counts());
    return String.format(
        Locale.ROOT,
        "%,d slates, %,d clicks, click-through rate %.2f %%, rungs %s",
        all.slates,
        all.clicks,
        100 * all.rate(),
        rungs);
  }

  public synchronized String table() {
    Table table = new Table("group", "slates", "impressions", "clicks", "CTR %", "95 %");
    byVariant.forEach(
        (group, c) ->
            table.row(
                group,
                c.slates,
                c.impressions,
                c.clicks,
                String.format(Locale.ROOT, "%.2f", 100 * c.rate()),
                String.format(Locale.ROOT, "+- %.2f", 100 * c.margin())));
    return table.toString();
  }

  public synchronized ArrayNode toJson() {
    ArrayNode groups = Api.JSON.createArrayNode();
    byVariant.forEach(
        (group, c) -> {
          ObjectNode node = groups.addObject();
          node.put("group", group).put("slates", c.slates).put("impressions", c.impressions);
          node.put("clicks", c.clicks).put("ctr", c.rate()).put("margin95", c.margin());
        });
    return groups;
  }
}
