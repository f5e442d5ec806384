package dev.slate.serving.rerank;

import dev.slate.data.catalog.Item;
import dev.slate.serving.experiment.Parameter;
import dev.slate.training.model.diversity.Calibration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** {@link Calibration} to the categories of the user's history; nothing without a history. */
final class CalibratedReranker implements Reordering {

  @Override
  public String name() {
    return "calibrated";
  }

  @Override
  public Parameter toggle() {
    return Parameter.CALIBRATED;
  }

  @Override
  public void reorder(Pool pool) {
    float lambda = (float) pool.context().parameters().number(Parameter.CALIBRATED_LAMBDA);
    Map<String, Float> shares = pool.context().profile().shares();
    if (lambda == 0 || shares.isEmpty()) {
      return;
    }
    int depth = pool.depth();
    Map<String, Integer> numbers = new HashMap<>();
    shares.keySet().stream().sorted().forEach(name -> numbers.put(name, numbers.size()));
    int[] offsets = new int[depth + 1];
    int[] categories = new int[depth * 4];
    for (int place = 0; place < depth; place++) {
      int at = offsets[place];
      for (String category : distinct(pool.at(place).candidate().item().facts())) {
        if (at == categories.length) {
          categories = Arrays.copyOf(categories, at * 2);
        }
        Integer number = numbers.get(category);
        if (number == null) {
          number = numbers.size();
          numbers.put(category, number);
        }
        categories[at++] = number;
      }
      offsets[place + 1] = at;
    }
    float[] target = new float[numbers.size()];
    shares.forEach((name, share) -> target[numbers.getOrDefault(name, 0)] = share);
    pool.reorder(
        name(),
        new Calibration(lambda)
            .choose(pool.relevance(depth), offsets, categories, target, pool.length()),
        "divergence");
  }

  private static List<String> distinct(@Nullable Item facts) {
    if (facts == null) {
      return List.of();
    }
    List<String> all = facts.categories();
    return all.size() < 2 || new HashSet<>(all).size() == all.size()
        ? all
        : all.stream().distinct().toList();
  }
}
