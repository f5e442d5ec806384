package dev.slate.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class TopicsTest {

  @Test
  void all_everyConstant_isListed() throws IllegalAccessException {
    List<String> constants = new ArrayList<>();
    for (var field : Topics.class.getFields()) {
      if (Modifier.isStatic(field.getModifiers()) && field.get(null) instanceof String name) {
        constants.add(name);
      }
    }

    assertThat(Topics.all()).containsExactlyInAnyOrderElementsOf(constants);
  }

  @Test
  void partitionsOf_topicsThatAreJoinedByKey_areEqual() {
    assertThat(Topics.partitionsOf(Topics.EVENTS, 4)).isEqualTo(4);
    assertThat(Topics.partitionsOf(Topics.EVENTS_BY_ITEM, 4)).isEqualTo(4);
    assertThat(Topics.partitionsOf(Topics.EXPERIMENTS, 4)).isEqualTo(1);
  }

  @Test
  void isCompacted_behaviour_isKeptWhole() {
    assertThat(Topics.isCompacted(Topics.EVENTS)).isFalse();
    assertThat(Topics.isCompacted(Topics.EXPOSURES)).isFalse();
    assertThat(Topics.isCompacted(Topics.ITEMS)).isTrue();
  }
}
