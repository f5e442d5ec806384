package dev.slate.featurestore;

import dev.slate.featurestore.state.Course;

/** The courses of one state's scalar features, side by side; immutable. */
final class Courses {
  private static final int DOUBLES_PER_LINE = 8;

  private final long fromMs;
  private final long untilMs;

  /** Amount and begin of each in turn; times are exact in a double for 285,000 years. */
  private final double[] cells;

  private Courses(long fromMs, long untilMs, double[] cells) {
    this.fromMs = fromMs;
    this.untilMs = untilMs;
    this.cells = cells;
  }

  boolean covers(long timeMs) {
    return timeMs >= fromMs && timeMs < untilMs;
  }

  /** Reads each line of memory that they take; what it returns means nothing. */
  double touch() {
    double sum = 0;
    for (int i = 0; i < cells.length; i += DOUBLES_PER_LINE) {
      sum += cells[i];
    }
    return sum;
  }

  Course course(int i) {
    return new Course(amount(i), sinceMs(i), untilMs);
  }

  double amount(int i) {
    return cells[2 * i];
  }

  long sinceMs(int i) {
    return (long) cells[2 * i + 1];
  }

  /** Collects them in the order of the view. */
  static final class Builder {
    private final long fromMs;
    private final double[] cells;
    private long untilMs = Long.MAX_VALUE;
    private int size;

    Builder(int features, long fromMs) {
      this.fromMs = fromMs;
      this.cells = new double[2 * features];
    }

    void add(Course course) {
      cells[2 * size] = course.amount();
      cells[2 * size + 1] = course.sinceMs();
      untilMs = Math.min(untilMs, course.untilMs());
      size++;
    }

    Courses build() {
      return new Courses(fromMs, untilMs, cells);
    }
  }
}
