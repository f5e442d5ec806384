package dev.slate.serving.explain;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A logged slate and its replay, side by side.
 *
 * @param same whether items, order and scores are the same to the last bit
 * @param differences items that are at another place or in one of the slates only
 * @param sources which were asked again, with today's catalogue; the others found what is recorded
 * @param trace of the replay
 */
public record ReplayAnswer(
    String requestId,
    Side served,
    Side replayed,
    boolean same,
    List<Difference> differences,
    List<String> sources,
    Trace trace,
    List<WhyNot> whyNot) {

  /** One of the two slates and what made it. */
  public record Side(
      @Nullable String model,
      Map<String, String> experiments,
      Map<String, Double> parameters,
      String rung,
      @Nullable String rungReason,
      List<TraceRecord.Shown> items) {}

  /** Where an item is, 0-based; null: it is not. */
  public record Difference(
      String id, String title, @Nullable Integer served, @Nullable Integer replayed) {}

  static List<Difference> differences(
      List<TraceRecord.Shown> served, List<TraceRecord.Shown> replayed) {
    Map<String, Integer> before = places(served);
    Map<String, Integer> after = places(replayed);
    Map<String, String> titles = new LinkedHashMap<>();
    served.forEach(item -> titles.put(item.id(), item.title()));
    replayed.forEach(item -> titles.put(item.id(), item.title()));
    Set<String> ids = new LinkedHashSet<>(before.keySet());
    ids.addAll(after.keySet());
    List<Difference> differences = new ArrayList<>();
    for (String id : ids) {
      Integer was = before.get(id);
      Integer is = after.get(id);
      if (was == null || !was.equals(is)) {
        differences.add(new Difference(id, titles.getOrDefault(id, ""), was, is));
      }
    }
    return differences;
  }

  private static Map<String, Integer> places(List<TraceRecord.Shown> items) {
    Map<String, Integer> places = new LinkedHashMap<>();
    items.forEach(item -> places.putIfAbsent(item.id(), places.size()));
    return places;
  }
}
