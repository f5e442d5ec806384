package dev.slate.pipelines.streaming;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BiPredicate;

/** How a store differs from the truth: keys with another value, keys that lack, keys too many. */
record Violations(long keys, long wrong, long missing, long extra, List<String> examples) {

  static <V> Violations between(
      Map<String, V> truth, Map<String, V> found, BiPredicate<V, V> isEqual) {
    long wrong = 0;
    long missing = 0;
    List<String> examples = new ArrayList<>();
    for (Map.Entry<String, V> expected : truth.entrySet()) {
      V value = found.get(expected.getKey());
      if (value == null) {
        missing++;
      } else if (!isEqual.test(expected.getValue(), value)) {
        wrong++;
        examples.add(expected.getKey());
      }
    }
    long extra = found.keySet().stream().filter(key -> !truth.containsKey(key)).count();
    return new Violations(
        truth.size(), wrong, missing, extra, examples.subList(0, Math.min(5, examples.size())));
  }

  long total() {
    return wrong + missing + extra;
  }
}
