package dev.slate.serving.context;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** How much of the request path an answer had, best first. */
public enum Rung {
  /** Every stage. */
  FULL,
  /** The models' candidates in the order of their sources, without the ranker. */
  LIGHT,
  /** The user's last good list. */
  CACHED,
  /** What is popular in the asked or the user's favourite category. */
  SEGMENT,
  /** What is popular. */
  POPULAR;

  @JsonValue
  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }
}
