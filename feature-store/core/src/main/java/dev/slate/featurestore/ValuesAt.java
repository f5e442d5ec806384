package dev.slate.featurestore;

import dev.slate.featurestore.state.Course;

/**
 * One time at which the states of many entities of one view are read: what they have in common is
 * computed once. Not thread-safe.
 */
public final class ValuesAt {
  private final long nowMs;
  private final Course.Reader[] readers;

  public ValuesAt(FeatureView view, long nowMs) {
    this.nowMs = nowMs;
    this.readers =
        view.scalars().stream().map(feature -> feature.at(nowMs)).toArray(Course.Reader[]::new);
  }

  public long nowMs() {
    return nowMs;
  }

  /** Writes the values, returns the offset behind the last one. */
  int write(Courses courses, float[] out, int offset) {
    for (int i = 0; i < readers.length; i++) {
      out[offset + i] = readers[i].value(courses.amount(i), courses.sinceMs(i));
    }
    return offset + readers.length;
  }
}
