package dev.slate.training.model.metric;

/** Metrics of one user's list. */
public enum Metric {
  NDCG("ndcg"),
  RECALL("recall"),
  MRR("mrr"),
  MAP("map"),
  HIT_RATE("hr");

  private final String label;

  Metric(String label) {
    this.label = label;
  }

  /** {@code ndcg@10} and so on. */
  public String at(int k) {
    return label + "@" + k;
  }
}
