package dev.slate.pipelines.local.console;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/**
 * Standard output with at most one line that changes in place, below what is printed for good.
 *
 * <p>Where standard output is not a terminal only the lasting lines are written. UTF-8 always.
 * Thread-safe.
 */
public final class Terminal {
  private static final String CLEAR_LINE = "\r\033[K";

  private final PrintStream out;
  private final Mode mode;
  private String live = "";

  /** What the output is read by. */
  public enum Mode {
    PERSON,
    PROGRAM
  }

  public Terminal(PrintStream out, Mode mode) {
    this.out = out;
    this.mode = mode;
  }

  /** Standard output; the launcher says whether it is a terminal. */
  public static Terminal ofStandardOutput() {
    return new Terminal(
        new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8),
        Boolean.getBoolean("slate.terminal") ? Mode.PERSON : Mode.PROGRAM);
  }

  /** Prints lines that stay. */
  public synchronized void print(String lines) {
    erase();
    out.println(lines);
    redraw();
  }

  /** Replaces the line that changes; an empty one removes it. */
  public synchronized void show(String line) {
    if (mode == Mode.PERSON && !line.equals(live)) {
      erase();
      live = line;
      redraw();
    }
  }

  /** Begins a step whose running time is shown. */
  public Step step(String title) {
    return new Step(this, title);
  }

  private void erase() {
    if (!live.isEmpty()) {
      out.print(CLEAR_LINE);
    }
  }

  private void redraw() {
    if (!live.isEmpty()) {
      out.print(live);
    }
    out.flush();
  }
}
