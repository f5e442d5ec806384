package dev.slate.featurestore.freshness;

/**
 * Keeps what a {@link LagReport} tells: six windows of ten seconds, of which the oldest is reused.
 * One thread; times must not go back by more than a window.
 */
public final class LagWindow {
  private static final int WINDOWS = 6;
  private static final long WINDOW_MS = LagReport.WINDOW_MS / WINDOWS;

  private final LagReport[] windows = new LagReport[WINDOWS];

  public LagWindow() {
    for (int i = 0; i < WINDOWS; i++) {
      windows[i] = LagReport.empty(0);
    }
  }

  /** Counts an event that can be read from now on. */
  public void record(long eventTimeMs, long appendedMs, long nowMs) {
    LagReport window = current(nowMs);
    window.sinceEvent().record(nowMs - eventTimeMs);
    window.sinceAppend().record(nowMs - appendedMs);
  }

  private LagReport current(long nowMs) {
    long number = nowMs / WINDOW_MS;
    int at = (int) (number % WINDOWS);
    if (windows[at].untilMs() < number * WINDOW_MS) {
      windows[at].sinceEvent().clear();
      windows[at].sinceAppend().clear();
      windows[at] =
          new LagReport(
              (number + 1) * WINDOW_MS, windows[at].sinceEvent(), windows[at].sinceAppend());
    }
    return windows[at];
  }

  /** The last fifty to sixty seconds. */
  public LagReport report(long nowMs) {
    LagReport report = LagReport.empty(nowMs);
    for (LagReport window : windows) {
      if (nowMs - window.untilMs() < LagReport.WINDOW_MS - WINDOW_MS) {
        report.merge(window);
      }
    }
    return report;
  }
}
