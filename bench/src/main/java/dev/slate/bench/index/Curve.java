package dev.slate.bench.index;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalDouble;

/** What recall costs: CPU time of a query by recall, between the widths measured. */
final class Curve {
  private final List<Point> points = new ArrayList<>();

  private record Point(double recall, double cpuSeconds) {}

  void add(double recall, double queriesPerCpuSecond) {
    points.add(new Point(recall, 1 / queriesPerCpuSecond));
    points.sort(Comparator.comparingDouble(Point::recall));
  }

  /** Queries in a CPU second at a recall, on the line between its neighbours. */
  OptionalDouble perCpuSecondAt(double recall) {
    for (int i = 1; i < points.size(); i++) {
      Point low = points.get(i - 1);
      Point high = points.get(i);
      if (low.recall <= recall && recall <= high.recall && low.recall < high.recall) {
        double share = (recall - low.recall) / (high.recall - low.recall);
        return OptionalDouble.of(1 / (low.cpuSeconds + share * (high.cpuSeconds - low.cpuSeconds)));
      }
    }
    return OptionalDouble.empty();
  }
}
