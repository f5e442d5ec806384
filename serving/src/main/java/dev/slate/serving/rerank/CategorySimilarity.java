package dev.slate.serving.rerank;

import dev.slate.serving.rank.Ranked;
import java.util.List;
import java.util.Set;

/** The share of categories that two items have in common (Jaccard); needs no model. */
final class CategorySimilarity implements Similarity {
  private final List<Set<String>> categories;

  CategorySimilarity(List<Ranked.Entry> entries) {
    categories = entries.stream().map(CategorySimilarity::categories).toList();
  }

  private static Set<String> categories(Ranked.Entry entry) {
    var facts = entry.candidate().item().facts();
    return facts == null ? Set.of() : Set.copyOf(facts.categories());
  }

  @Override
  public float between(int a, int b) {
    Set<String> left = categories.get(a);
    Set<String> right = categories.get(b);
    int common = 0;
    for (String category : left) {
      if (right.contains(category)) {
        common++;
      }
    }
    int all = left.size() + right.size() - common;
    return all == 0 ? 0 : (float) common / all;
  }
}
