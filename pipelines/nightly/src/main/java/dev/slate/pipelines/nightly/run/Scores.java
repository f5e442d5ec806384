package dev.slate.pipelines.nightly.run;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** One line of the evaluation: a model and its metrics by name ({@code ndcg@10}, ...). */
public record Scores(String model, Map<String, Double> metrics) {
  public Scores {
    metrics = Collections.unmodifiableMap(new LinkedHashMap<>(metrics));
  }
}
