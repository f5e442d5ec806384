package dev.slate.bench.chaos;

import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;

/** Answers of one part of a fault's run, by what they say. */
final class Phase {
  private final Map<Standing, Integer> counts = new EnumMap<>(Standing.class);
  private int answers;

  void take(Standing standing) {
    counts.merge(standing, 1, Integer::sum);
    answers++;
  }

  int answers() {
    return answers;
  }

  int count(Standing standing) {
    return counts.getOrDefault(standing, 0);
  }

  /** More than may say so, as a text; empty if none. */
  String above(Map<Standing, Double> bounds) {
    StringBuilder above = new StringBuilder();
    bounds.forEach(
        (standing, bound) -> {
          // One more than the share: of few answers it is less than one.
          if (count(standing) > bound * answers + 1) {
            above.append(String.format(Locale.ROOT, "%s above %.0f %%; ", standing, 100 * bound));
          }
        });
    return above.toString();
  }

  @Override
  public String toString() {
    StringBuilder out = new StringBuilder();
    counts.forEach(
        (standing, count) ->
            out.append(
                String.format(
                    Locale.ROOT,
                    "%s%s %.1f %%",
                    out.isEmpty() ? "" : ", ",
                    standing.name().toLowerCase(Locale.ROOT).replace('_', '-'),
                    100.0 * count / answers)));
    return out.toString();
  }
}
