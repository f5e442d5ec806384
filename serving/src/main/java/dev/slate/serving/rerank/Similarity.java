package dev.slate.serving.rerank;

/** How alike two of the candidates of one request are, 0 to 1. */
@FunctionalInterface
interface Similarity {

  /** {@code a} and {@code b} are places by relevance. */
  float between(int a, int b);
}
