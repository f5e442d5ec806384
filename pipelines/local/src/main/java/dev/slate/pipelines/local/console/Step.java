package dev.slate.pipelines.local.console;

import java.util.Locale;

/**
 * One thing that takes a while: a line that changes while it runs, and one that stays with how long
 * it took. Not thread-safe.
 */
public final class Step {
  private static final int BAR = 24;
  private static final long REDRAW_NANOS = 100_000_000;

  private final Terminal terminal;
  private final String title;
  private final long startNanos = System.nanoTime();
  private long shownNanos;

  Step(Terminal terminal, String title) {
    this.terminal = terminal;
    this.title = title;
    terminal.show("  ... " + title);
  }

  /** Shows what is being done now. */
  public void update(String detail) {
    terminal.show(String.format("  ... %s  %s (%s)", title, detail, elapsed()));
  }

  /** Shows a bar; may be called as often as one likes. */
  public void progress(long done, long total) {
    long now = System.nanoTime();
    if (now - shownNanos < REDRAW_NANOS) {
      return;
    }
    shownNanos = now;
    double share = total == 0 ? 1 : Math.min(1.0, (double) done / total);
    int filled = (int) Math.round(share * BAR);
    terminal.show(
        String.format(
            Locale.ROOT,
            "  ... %s  [%s%s] %3.0f %%  %,d of %,d (%s)",
            title,
            "=".repeat(filled),
            " ".repeat(BAR - filled),
            share * 100,
            done,
            total,
            elapsed()));
  }

  /** Ends the step well. */
  public void done(String result) {
    end("\u2714", result);
  }

  /** Ends a step that had nothing to do. */
  public void skipped(String reason) {
    end("-", reason);
  }

  /** Ends a step that did not reach its end. */
  public void failed(String reason) {
    end("\u2718", reason);
  }

  private void end(String mark, String result) {
    terminal.show("");
    terminal.print(String.format("  %s %-12s %s  (%s)", mark, title, result, elapsed()));
  }

  private String elapsed() {
    return seconds((System.nanoTime() - startNanos) / 1_000_000);
  }

  /** A duration as people read it: {@code 0.4 s}, {@code 3 min 7 s}, {@code 36 h 0 min}. */
  public static String seconds(long ms) {
    if (ms < 120_000) {
      return String.format(Locale.ROOT, "%.1f s", ms / 1000.0);
    }
    return ms < 7_200_000
        ? ms / 60_000 + " min " + ms / 1000 % 60 + " s"
        : ms / 3_600_000 + " h " + ms / 60_000 % 60 + " min";
  }
}
