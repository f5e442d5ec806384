package dev.slate.training.model.candidate;

import dev.slate.training.model.index.Hits;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Merges what several sources found: source by source takes its next best in turn, so that a cut
 * leaves each its share, and an item found twice keeps both names. Single-threaded.
 */
public final class CandidateUnion {
  private final Map<String, Hits> sources = new LinkedHashMap<>();

  /**
   * One candidate.
   *
   * @param sources that found it, in the order they were added
   */
  public record Candidate(int item, List<String> sources) {
    public Candidate {
      sources = List.copyOf(sources);
    }
  }

  /** Adds a source's hits, best first; earlier sources go first within a turn. */
  public CandidateUnion add(String source, Hits hits) {
    if (sources.put(source, hits) != null) {
      throw new IllegalArgumentException("source: " + source + " (expected: each once)");
    }
    return this;
  }

  /** At most {@code limit} candidates in the order of the turns. */
  public List<Candidate> take(int limit) {
    Map<Integer, List<String>> found = new LinkedHashMap<>();
    int longest = sources.values().stream().mapToInt(Hits::size).max().orElse(0);
    for (int turn = 0; turn < longest; turn++) {
      for (Map.Entry<String, Hits> source : sources.entrySet()) {
        Hits hits = source.getValue();
        if (turn < hits.size()) {
          List<String> names = found.get(hits.items()[turn]);
          if (names == null && found.size() < limit) {
            names = new ArrayList<>();
            found.put(hits.items()[turn], names);
          }
          if (names != null) {
            names.add(source.getKey());
          }
        }
      }
    }
    List<String> order = List.copyOf(sources.keySet());
    return found.entrySet().stream()
        .map(entry -> new Candidate(entry.getKey(), inOrder(order, entry.getValue())))
        .toList();
  }

  private static List<String> inOrder(List<String> order, List<String> names) {
    return order.stream().filter(names::contains).toList();
  }
}
