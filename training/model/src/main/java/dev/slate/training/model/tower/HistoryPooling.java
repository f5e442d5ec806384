package dev.slate.training.model.tower;

/** How the user tower makes one vector of a history; every way is a weighted mean. */
public enum HistoryPooling {
  /** Weights {@code decay^age}. */
  MEAN,
  /**
   * Weights {@code decay^age * exp(q . h_j / sqrt(d))} with a learned query q, so that items that
   * say more count more. With q = 0 it is {@link #MEAN}.
   */
  ATTENTION
}
