package dev.slate.pipelines.nightly.run;

import java.util.Locale;

/** How a run or a step stands. */
public enum Status {
  RUNNING,
  SUCCEEDED,
  /** Only runs: the gate said no. */
  REFUSED,
  /** Only steps: an earlier attempt had done it. */
  SKIPPED,
  FAILED;

  /** As in the ledger and in JSON. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  static Status ofLabel(String label) {
    return valueOf(label.toUpperCase(Locale.ROOT));
  }
}
