package dev.slate.training.spark.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slate.data.catalog.Item;
import dev.slate.data.event.Click;
import dev.slate.data.event.Event;
import dev.slate.data.event.EventHeader;
import dev.slate.training.model.metric.Metric;
import dev.slate.training.spark.Positives;
import dev.slate.training.spark.TrainingData;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ProtocolTest {

  @Property(tries = 30)
  void leaveLastOut_anyData_takesEachUsersNewest(@ForAll long seed) {
    TrainingData data = random(30, 25, 6, seed);
    Holdout holdout = Protocol.LEAVE_LAST_OUT.cut(data, 1);
    int[][] all = data.positives().itemsByUser();
    int[][] train = holdout.train().itemsByUser();
    int[][] test = holdout.test().itemsByUser();
    for (int user = 0; user < all.length; user++) {
      int last = all[user][all[user].length - 1];
      assertThat(train[user]).isEqualTo(Arrays.copyOf(all[user], all[user].length - 1));
      assertThat(test[user].length == 0 || Arrays.equals(test[user], new int[] {last})).isTrue();
    }
    assertThat(holdout.test().size() + holdout.dropped().total()).isEqualTo(30);
  }

  @Property(tries = 30)
  void sampled_anyData_ranksTheItemAmongUnchosenOnes(@ForAll long seed) {
    TrainingData data = random(20, 200, 6, seed);
    Holdout holdout = Protocol.SAMPLED.cut(data, 5);
    int[][] chosen = data.positives().itemsByUser();
    for (int row = 0; row < holdout.test().size(); row++) {
      int user = holdout.test().user(row);
      int item = holdout.test().item(row);
      Set<Integer> candidates = new HashSet<>();
      IntStream.of(holdout.candidates()[user]).forEach(candidates::add);
      int free = data.positives().itemsPresent().cardinality() - chosen[user].length;
      assertThat(candidates).hasSize(1 + Math.min(99, free)).contains(item);
      IntStream.of(chosen[user])
          .filter(other -> other != item)
          .forEach(other -> assertThat(candidates).doesNotContain(other));
    }
    assertThat(Protocol.SAMPLED.cut(data, 5).candidates()).isDeepEqualTo(holdout.candidates());
  }

  @Test
  void givenFiles_again_holdsATenthOfEachUserAtRandom() {
    TrainingData data = random(200, 300, 20, 3);
    Holdout holdout = Protocol.GIVEN_FILES.cut(data, 9);
    int[] held =
        Arrays.stream(holdout.test().itemsByUser()).mapToInt(items -> items.length).toArray();
    assertThat(IntStream.of(held).max()).hasValue(2);
    assertThat(holdout.test().size() + holdout.dropped().total()).isEqualTo(400);
    assertThat(Protocol.GIVEN_FILES.cut(data, 9).test().itemsByUser())
        .isDeepEqualTo(holdout.test().itemsByUser());
    assertThat(Protocol.GIVEN_FILES.cut(data, 10).test().itemsByUser())
        .isNotEqualTo(holdout.test().itemsByUser());
  }

  @ParameterizedTest
  @EnumSource(Protocol.class)
  void inner_everyProtocol_seesNothingBeyondTrain(Protocol protocol) {
    Holdout outer = protocol.cut(random(60, 40, 12, 4), 1);
    Holdout inner = outer.inner(2);
    assertThat(inner.protocol()).isEqualTo(protocol);
    Set<List<Integer>> train = pairs(outer.train());
    assertThat(train).containsAll(pairs(inner.train())).containsAll(pairs(inner.test()));
    assertThat(pairs(inner.train())).doesNotContainAnyElementsOf(pairs(inner.test()));
  }

  @Test
  void of_unknownAndRepeatedRows_areDroppedAndCounted() {
    TrainingData data = random(4, 9, 3, 1);
    Positives train = Positives.of(4, 9, new int[] {0, 0, 1}, new int[] {1, 2, 3}, new long[3]);
    Positives test =
        Positives.of(4, 9, new int[] {0, 0, 0, 1, 3, 1}, new int[] {2, 3, 8, 1, 1, 1}, new long[6]);
    Holdout holdout = Holdout.of(Protocol.GIVEN_FILES, data, train, test, new int[0][]);
    assertThat(pairs(holdout.test())).containsExactlyInAnyOrder(List.of(0, 3), List.of(1, 1));
    assertThat(holdout.dropped()).isEqualTo(new Holdout.Dropped(1, 1, 2));
  }

  @Test
  void emptyTrainOrTest_isAnError() {
    TrainingData data = random(4, 9, 3, 1);
    Positives none = data.positives().before(0);
    assertThatThrownBy(
            () -> Holdout.of(Protocol.GIVEN_FILES, data, none, data.positives(), new int[0][]))
        .hasMessageContaining("train: no positives");
    assertThatThrownBy(
            () -> Holdout.of(Protocol.GIVEN_FILES, data, data.positives(), none, new int[0][]))
        .hasMessageContaining("test: no row");
    assertThatThrownBy(() -> Protocol.LEAVE_LAST_OUT.cut(random(1, 1, 1, 1), 1))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void slices_ofAPerfectContender_areAllOneAndAddUp() {
    Holdout holdout = Protocol.LEAVE_LAST_OUT.cut(random(60, 40, 12, 4), 1);
    int[][] future = holdout.test().itemsByUser();
    Contender oracle =
        new Contender() {
          @Override
          public String name() {
            return "oracle";
          }

          @Override
          public int[] top(int user, int k, IntPredicate accept) {
            return future[user];
          }
        };
    Result result = new Evaluator(holdout).judge(oracle);
    List<Slice> slices = new Slices(holdout).of(result);
    assertThat(result.metrics().mean(Metric.NDCG)).isEqualTo(1);
    assertThat(slices).allMatch(slice -> slice.interval().mean() == 1);
    assertThat(slices.stream().map(Slice::group).distinct()).hasSize(3);
    assertThat(sizes(slices, "users by train positives")).isEqualTo(result.users().length);
    assertThat(sizes(slices, "items by popularity decile")).isEqualTo(holdout.test().size());
    assertThat(sizes(slices, "items by days since their first positive"))
        .isEqualTo(holdout.test().size());
  }

  private static int sizes(List<Slice> slices, String group) {
    return slices.stream().filter(s -> s.group().equals(group)).mapToInt(Slice::size).sum();
  }

  private static Set<List<Integer>> pairs(Positives rows) {
    Set<List<Integer>> pairs = new HashSet<>();
    for (int row = 0; row < rows.size(); row++) {
      pairs.add(List.of(rows.user(row), rows.item(row)));
    }
    return pairs;
  }

  private static TrainingData random(int users, int items, int perUser, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    List<Event> events = new ArrayList<>();
    for (int user = 0; user < users; user++) {
      Set<Integer> chosen = new HashSet<>();
      while (chosen.size() < perUser) {
        int item = random.nextInt(items);
        if (chosen.add(item)) {
          long timeMs = random.nextLong(300L * 86_400_000);
          events.add(
              new Click(new EventHeader("e" + events.size(), "u" + user, "i" + item, timeMs)));
        }
      }
    }
    return TrainingData.of(events, List.<Item>of(), 0);
  }
}
