package dev.slate.bench.chaos;

/** What an answer says of itself, rung and reason together. */
enum Standing {
  FULL("full", ""),
  NO_HISTORY("full", "no history yet: ranked from what is popular"),
  STORE_LATE("cached", "the online store did not answer in time"),
  STORE_FAILED("cached", "the online store failed: "),
  BREAKER_OPEN("cached", "the online store failed lately: its breaker is open"),
  /** Stages came too late, which they also say; the machine had other work. */
  HURRIED("", ""),
  REFUSED("", ""),
  /** Nothing that this load may ever get. */
  UNKNOWN("", "");

  private static final String TOO_LATE = "the time for this request was used up before ";

  private final String rung;
  private final String reason;

  Standing(String rung, String reason) {
    this.rung = rung;
    this.reason = reason;
  }

  static Standing of(Answer answer) {
    if (answer.status() == 429) {
      return REFUSED;
    }
    if (answer.status() != 200) {
      return UNKNOWN;
    }
    for (Standing standing : new Standing[] {FULL, NO_HISTORY, STORE_LATE, BREAKER_OPEN}) {
      if (answer.rung().equals(standing.rung) && answer.reason().equals(standing.reason)) {
        return standing;
      }
    }
    if (answer.reason().contains(TOO_LATE)) {
      return answer.rung().equals("popular") || answer.rung().equals("segment") ? UNKNOWN : HURRIED;
    }
    return answer.rung().equals(STORE_FAILED.rung)
            && answer.reason().startsWith(STORE_FAILED.reason)
        ? STORE_FAILED
        : UNKNOWN;
  }

  /** Whether a machine with other work to do can be why, without a fault. */
  boolean isOfTheMachine() {
    return this == HURRIED || this == REFUSED || this == STORE_LATE || this == BREAKER_OPEN;
  }
}
