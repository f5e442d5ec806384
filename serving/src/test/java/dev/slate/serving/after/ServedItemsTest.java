package dev.slate.serving.after;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ServedItemsTest {

  @Test
  void add_keepsTheNewestItemsOfTheUsersWhoAskedLast() {
    ServedItems served = new ServedItems(2);
    served.add("a", List.of("old"), 1);
    served.add("a", IntStream.range(0, 199).mapToObj(i -> "i" + i).toList(), 2);
    assertThat(served.servedMs("a", "old")).isEqualTo(1);
    served.add("a", List.of("old", "new"), 3);
    assertThat(served.servedMs("a", "old")).isEqualTo(3);
    assertThat(served.servedMs("a", "i0")).isNull();
    assertThat(served.servedMs("a", "i1")).isEqualTo(2);

    served.add("b", List.of("x"), 4);
    served.add("a", List.of("y"), 5);
    served.add("c", List.of("x"), 6);
    assertThat(served.servedMs("b", "x")).isNull();
    assertThat(served.servedMs("a", "y")).isEqualTo(5);
    served.forget("a"::equals);
    assertThat(served.servedMs("a", "y")).isNull();
    assertThat(served.servedMs("c", "x")).isEqualTo(6);
  }

  @Test
  void servedMs_idsOfOneHash_areToldApart() {
    assertThat("Aa").hasSameHashCodeAs("BB");
    ServedItems served = new ServedItems(1);
    served.add("a", List.of("Aa"), 1);
    assertThat(served.servedMs("a", "BB")).isNull();
    served.add("a", List.of("BB"), 2);
    assertThat(served.servedMs("a", "Aa")).isEqualTo(1);
    assertThat(served.servedMs("a", "BB")).isEqualTo(2);
  }
}
