package dev.slate.featurestore.offline.audit;

import dev.slate.featurestore.store.StateVersion;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Versions of one state, each of which contains everything that the one before it contained.
 * Normally all versions of an item are one chain; after a loss of the online state the versions
 * begin anew, and with them another chain.
 */
final class Chain {
  private final List<StateVersion> links = new ArrayList<>();
  private final Map<Integer, long[]> bounds = new HashMap<>();

  private Chain() {}

  /** As few chains as a first fit finds. */
  static List<Chain> of(Set<StateVersion> versions) {
    List<Chain> chains = new ArrayList<>();
    for (StateVersion version : versions.stream().sorted().toList()) {
      Chain fitting = chains.stream().filter(chain -> chain.fits(version)).findFirst().orElse(null);
      if (fitting == null) {
        fitting = new Chain();
        chains.add(fitting);
      }
      fitting.links.add(version);
    }
    chains.forEach(Chain::freeze);
    return chains;
  }

  private boolean fits(StateVersion next) {
    Map<Integer, Long> last = links.get(links.size() - 1).sources();
    return last.entrySet().stream()
        .allMatch(e -> e.getValue() <= next.sources().getOrDefault(e.getKey(), 0L));
  }

  private void freeze() {
    Set<Integer> partitions = new HashSet<>();
    links.forEach(link -> partitions.addAll(link.sources().keySet()));
    for (int partition : partitions) {
      bounds.put(
          partition,
          links.stream().mapToLong(link -> link.sources().getOrDefault(partition, 0L)).toArray());
    }
  }

  /** The place of a version, -1 if it is not of this chain. */
  int indexOf(StateVersion version) {
    return links.indexOf(version);
  }

  /** The first link that contains a record of the log; the number of links if none does. */
  int firstWith(int partition, long offset) {
    long[] ascending = bounds.get(partition);
    if (ascending == null) {
      return links.size();
    }
    int low = 0;
    int high = ascending.length;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (ascending[middle] > offset) {
        high = middle;
      } else {
        low = middle + 1;
      }
    }
    return low;
  }

  int size() {
    return links.size();
  }
}
