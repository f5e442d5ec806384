package dev.slate.featurestore.offline.audit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slate.featurestore.store.StateVersion;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class ChainTest {

  /** What a chain gives a version up to its link is exactly what the version says it contains. */
  @Property(tries = 300)
  void links_ofAnyVersions_containWhatTheirVersionsContain(@ForAll long seed) {
    Random random = new Random(seed);
    Set<StateVersion> versions = versions(random);

    List<Chain> chains = Chain.of(versions);

    assertThat(chains.stream().mapToInt(Chain::size).sum()).isEqualTo(versions.size());
    for (StateVersion version : versions) {
      Chain chain = chains.stream().filter(c -> c.indexOf(version) >= 0).findFirst().orElseThrow();
      int link = chain.indexOf(version);
      for (int partition = 0; partition < 3; partition++) {
        for (long offset = 0; offset < 12; offset++) {
          assertThat(chain.firstWith(partition, offset) <= link)
              .as("%s of %s at %s", offset, partition, version)
              .isEqualTo(offset < version.sources().getOrDefault(partition, 0L));
        }
      }
    }
  }

  @Test
  void of_versionsThatOnlyGrow_isOneChain() {
    Set<StateVersion> growing = new HashSet<>();
    for (long i = 0; i < 50; i++) {
      growing.add(new StateVersion(7, i, Map.of(0, i, 1, i / 2)));
    }
    assertThat(Chain.of(growing)).hasSize(1);
  }

  @Test
  void of_versionsAfterALoss_beginAnotherChain() {
    StateVersion before = new StateVersion(7, 9, Map.of(0, 9L));
    StateVersion rebuilt = new StateVersion(8, 2, Map.of(0, 2L));
    assertThat(Chain.of(Set.of(before, rebuilt))).hasSize(2);
  }

  private static Set<StateVersion> versions(Random random) {
    Set<StateVersion> versions = new HashSet<>();
    int size = 1 + random.nextInt(8);
    for (int i = 0; i < size; i++) {
      Map<Integer, Long> sources = new HashMap<>();
      for (int partition = 0; partition < 3; partition++) {
        if (random.nextInt(3) > 0) {
          sources.put(partition, (long) random.nextInt(10));
        }
      }
      versions.add(new StateVersion(random.nextInt(3), random.nextInt(20), sources));
    }
    return versions;
  }
}
