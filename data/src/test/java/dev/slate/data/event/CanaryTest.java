package dev.slate.data.event;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slate.data.Partitioning;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CanaryTest {
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 4, 7, 64})
  void users_ofAnyNumberOfPartitions_areOneInEach(int partitions) {
    List<String> users = Canary.users(partitions);
    assertThat(users).hasSize(partitions).allMatch(Canary::isUser);
    for (int partition = 0; partition < partitions; partition++) {
      assertThat(Partitioning.of(users.get(partition), partitions)).isEqualTo(partition);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"u1", "canary", "slate-canary", "my-slate-canary-1"})
  void isUser_ofOthers_isFalse(String id) {
    assertThat(Canary.isUser(id)).isFalse();
  }
}
