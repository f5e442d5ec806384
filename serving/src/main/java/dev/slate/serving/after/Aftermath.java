package dev.slate.serving.after;

import dev.slate.serving.pipeline.Recommendation;

/** What happens once an answer is known; returns at once. */
public interface Aftermath {
  void follow(Recommendation made);
}
