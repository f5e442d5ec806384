package dev.slate.data.split;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slate.data.dataset.Dataset;
import dev.slate.data.event.Click;
import dev.slate.data.event.Dismiss;
import dev.slate.data.event.Event;
import dev.slate.data.event.EventHeader;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class SplitTest {

  @Test
  void byTime_equalTimesAtTheCut_stayTogether() {
    Interactions all = of("a x 1", "a y 2", "b x 3", "b y 3", "a z 3", "b z 9");

    Split split = Split.byTime(all, 0.6);

    assertThat(Split.cutMs(all, 0.6)).isEqualTo(3);
    assertThat(split.train().size()).isEqualTo(2);
    assertThat(split.test().size()).isZero();
  }

  @Test
  void byTime_usersAndItemsOutsideTrain_areDroppedFromTest() {
    Interactions all = of("a x 1", "b y 2", "a y 3", "new x 4", "a new 5");

    Split split = Split.byTime(all, 0.4);

    assertThat(pairs(split.train())).containsExactly("a x", "b y");
    assertThat(pairs(split.test())).containsExactly("a y");
  }

  @Test
  void leaveLastOut_equalTimes_takesTheLaterRow() {
    Split split = Split.leaveLastOut(of("a x 5", "a y 5", "b y 1", "b x 0", "c y 0", "d y 9"));

    assertThat(pairs(split.test())).containsExactly("a y", "b y");
    assertThat(pairs(split.train())).containsExactly("a x", "b x", "c y", "d y");
  }

  @Test
  void byTime_shareOutOfRangeOrNothing_saysSo() {
    assertThatThrownBy(() -> Split.byTime(of("a x 1"), 1))
        .hasMessage("trainShare: 1.0 (expected: above 0, below 1)");
    assertThatThrownBy(() -> Split.byTime(of(), 0.8))
        .hasMessage("interactions: none (expected: at least one)");
  }

  @Test
  void given_eventsThatDoNotCount_areInNeitherPart() {
    List<Event> train = List.of(click("a", "x"), new Dismiss(header("a", "y")), click("b", "y"));
    List<Event> test = List.of(click("a", "y"), new Dismiss(header("b", "x")), click("c", "x"));
    Dataset dataset = Dataset.ofTrainAndTest("d", train, test, List.of(), List.of());

    Split split = Split.given(dataset, Interactions.positives(3));

    assertThat(pairs(split.train())).containsExactly("a x", "b y");
    assertThat(pairs(split.test())).containsExactly("a y");
  }

  @Test
  void given_dataSetInOnePiece_isRefused() {
    assertThatThrownBy(
            () -> Split.given(Dataset.of("d", List.of(), List.of(), List.of()), event -> true))
        .hasMessage("dataset: d (expected: one with a test file)");
  }

  private static Click click(String user, String item) {
    return new Click(header(user, item));
  }

  private static EventHeader header(String user, String item) {
    return new EventHeader("e", user, item, 1);
  }

  @Property
  void byTime_anything_neverLearnsFromTheFuture(@ForAll("interactions") Interactions all) {
    Split split = Split.byTime(all, 0.8);
    long cut = Split.cutMs(all, 0.8);

    for (int row = 0; row < split.train().size(); row++) {
      assertThat(split.train().timeMs(row)).isLessThan(cut);
    }
    for (int row = 0; row < split.test().size(); row++) {
      assertThat(split.test().timeMs(row)).isGreaterThanOrEqualTo(cut);
      assertThat(split.train().usersPresent().get(split.test().user(row))).isTrue();
      assertThat(split.train().itemsPresent().get(split.test().item(row))).isTrue();
    }
  }

  @Property
  void leaveLastOut_anything_testIsNeverOlderThanTrainOfTheSameUser(
      @ForAll("interactions") Interactions all) {
    Split split = Split.leaveLastOut(all);

    Set<Integer> users = new HashSet<>();
    for (int row = 0; row < split.test().size(); row++) {
      assertThat(users.add(split.test().user(row))).isTrue();
      for (int other = 0; other < split.train().size(); other++) {
        if (split.train().user(other) == split.test().user(row)) {
          assertThat(split.train().timeMs(other)).isLessThanOrEqualTo(split.test().timeMs(row));
        }
      }
    }
  }

  @Property
  void firstOfEachPair_anything_keepsTheOldestOfEach(@ForAll("interactions") Interactions all) {
    Interactions first = all.firstOfEachPair();

    assertThat(pairs(first)).doesNotHaveDuplicates();
    assertThat(new HashSet<>(pairs(first))).isEqualTo(new HashSet<>(pairs(all)));
    for (int row = 0; row < first.size(); row++) {
      for (int other = 0; other < all.size(); other++) {
        if (all.user(other) == first.user(row) && all.item(other) == first.item(row)) {
          assertThat(first.timeMs(row)).isLessThanOrEqualTo(all.timeMs(other));
        }
      }
    }
  }

  @Provide
  Arbitrary<Interactions> interactions() {
    Arbitrary<String> row =
        Combinators.combine(
                Arbitraries.integers().between(0, 5),
                Arbitraries.integers().between(0, 5),
                Arbitraries.integers().between(0, 20))
            .as((user, item, time) -> "u" + user + " i" + item + " " + time);
    return row.list().ofMinSize(1).ofMaxSize(40).map(rows -> of(rows.toArray(String[]::new)));
  }

  private static Interactions of(String... rows) {
    List<Event> events = new ArrayList<>();
    for (String row : rows) {
      String[] parts = row.split(" ", -1);
      events.add(
          new Click(
              new EventHeader("e" + events.size(), parts[0], parts[1], Long.parseLong(parts[2]))));
    }
    return Interactions.of(events, event -> true);
  }

  private static List<String> pairs(Interactions all) {
    List<String> pairs = new ArrayList<>();
    for (int row = 0; row < all.size(); row++) {
      pairs.add(all.users().id(all.user(row)) + " " + all.items().id(all.item(row)));
    }
    return pairs;
  }
}
