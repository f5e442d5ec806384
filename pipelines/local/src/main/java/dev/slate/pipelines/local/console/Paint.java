package dev.slate.pipelines.local.console;

import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** Colours the words of states where a person reads them; the words stay what they are. */
public enum Paint {
  COLOURS,
  NONE;

  private static final Pattern STATES = Pattern.compile("\\b(fresh|live|stale|missing|empty)\\b");

  /** Colours if standard output is a terminal and {@code NO_COLOR} is not set. */
  public static Paint ofStandardOutput() {
    String refused = System.getenv("NO_COLOR");
    boolean wanted = refused == null || refused.isEmpty();
    return wanted && Boolean.getBoolean("slate.terminal") ? COLOURS : NONE;
  }

  public boolean isOn() {
    return this == COLOURS;
  }

  /** Green for what is well, red for what is not, yellow for what is not there. */
  public String states(String text) {
    return this == NONE ? text : STATES.matcher(text).replaceAll(Paint::painted);
  }

  private static String painted(MatchResult state) {
    int colour =
        switch (state.group()) {
          case "fresh", "live" -> 32;
          case "empty" -> 33;
          default -> 31;
        };
    return "\033[" + colour + "m" + state.group() + "\033[0m";
  }
}
