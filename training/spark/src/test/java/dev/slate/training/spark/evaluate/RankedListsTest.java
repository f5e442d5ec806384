package dev.slate.training.spark.evaluate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slate.training.model.FloatMatrix;
import dev.slate.training.model.Interactions;
import dev.slate.training.model.ease.Ease;
import dev.slate.training.model.index.ExactIndex;
import dev.slate.training.model.index.RowMask;
import dev.slate.training.model.neighbors.CosineNeighbors;
import dev.slate.training.spark.Planted;
import dev.slate.training.spark.Positives;
import java.util.BitSet;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** The lists by blocks of users against one user at a time, ties and all. */
class RankedListsTest {

  @Property(tries = 40)
  void blocks_anyShape_equalOneUserAtATime(
      @ForAll long seed,
      @ForAll @IntRange(min = 5, max = 200) int users,
      @ForAll @IntRange(min = 8, max = 80) int items,
      @ForAll @IntRange(min = 1, max = 20) int dim,
      @ForAll @IntRange(min = 1, max = 12) int k) {
    // Few different values make many ties.
    FloatMatrix userVectors = random(users, dim, seed);
    FloatMatrix itemVectors = random(items, dim, seed + 1);
    Positives train = Planted.positives(users, items, 2, 4, seed);
    BitSet rankable = train.itemsPresent();
    int[][] seen = train.itemsByUser();
    int[] judged = IntStream.range(0, users).filter(u -> u % 3 != 1).toArray();

    int[][] lists =
        new RankedLists(rankable, seen, new int[0][], k)
            .of(new DenseContender("v", userVectors::row, itemVectors), judged);

    ExactIndex index = new ExactIndex(itemVectors);
    for (int i = 0; i < judged.length; i++) {
      BitSet mine = new BitSet();
      IntStream.of(seen[judged[i]]).forEach(mine::set);
      IntPredicate accept = item -> rankable.get(item) && !mine.get(item);
      assertThat(lists[i])
          .isEqualTo(
              index
                  .search(userVectors.row(judged[i]), k, RowMask.of(index.size(), accept))
                  .items());
    }
  }

  @Property(tries = 20)
  void everyScorer_inBlocks_equalsItsOwnTop(@ForAll long seed) {
    Positives train = Planted.positives(70, 60, 3, 8, seed);
    Interactions interactions = Interactions.of(60, train.itemsByUser());
    int[][] seen = train.itemsByUser();
    List<BlockScorer> scorers =
        List.of(
            new PopularityContender(train.itemCounts()),
            new NeighborContender("knn", new CosineNeighbors(5, 1).of(interactions), seen),
            new EaseContender(new Ease(5).weights(interactions), seen));
    int[] users = IntStream.range(0, 70).toArray();
    BitSet rankable = train.itemsPresent();
    for (BlockScorer scorer : scorers) {
      int[][] lists = new RankedLists(rankable, seen, new int[0][], 7).of(scorer, users);
      for (int user : users) {
        BitSet mine = new BitSet();
        IntStream.of(seen[user]).forEach(mine::set);
        assertThat(lists[user])
            .as("%s, user %d", scorer.name(), user)
            .isEqualTo(scorer.top(user, 7, item -> rankable.get(item) && !mine.get(item)));
      }
    }
  }

  @Property(tries = 20)
  void candidates_only_equalTopAmongThem(@ForAll long seed) {
    FloatMatrix userVectors = random(40, 3, seed);
    FloatMatrix itemVectors = random(50, 3, seed + 1);
    SplittableRandom random = new SplittableRandom(seed);
    int[][] candidates = new int[40][];
    for (int u = 0; u < 40; u++) {
      candidates[u] = random.ints(9, 0, 50).sorted().distinct().toArray();
    }
    DenseContender contender = new DenseContender("v", userVectors::row, itemVectors);
    int[] users = IntStream.range(0, 40).toArray();
    int[][] lists =
        new RankedLists(new BitSet(), new int[40][0], candidates, 5).of(contender, users);
    for (int user : users) {
      int[] mine = candidates[user];
      assertThat(lists[user])
          .isEqualTo(contender.top(user, 5, item -> IntStream.of(mine).anyMatch(c -> c == item)));
    }
  }

  private static FloatMatrix random(int rows, int columns, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    FloatMatrix matrix = FloatMatrix.zeros(rows, columns);
    for (int i = 0; i < matrix.values().length; i++) {
      matrix.values()[i] = random.nextInt(3) - 1;
    }
    return matrix;
  }
}
