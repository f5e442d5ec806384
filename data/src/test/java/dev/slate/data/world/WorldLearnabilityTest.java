package dev.slate.data.world;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slate.data.dataset.Dataset;
import dev.slate.data.split.Interactions;
import dev.slate.data.split.Split;
import java.time.Instant;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The world must reward those who learn tastes: otherwise no model could be told from another. */
class WorldLearnabilityTest {
  private static final long END_MS = Instant.parse("2026-11-20T00:00:00Z").toEpochMilli();

  private static World world;
  private static Split split;
  private static Judge judge;
  private static double popularity;

  @BeforeAll
  static void play() {
    world = World.generate(WorldSpec.standard(END_MS));
    Dataset history = world.history();
    Interactions chosen =
        Interactions.of(history.events(), Interactions.positives(3)).firstOfEachPair();
    split = Split.byTime(chosen, 0.8);
    judge = new Judge(split);
    double[] counts = new double[chosen.items().size()];
    for (int row = 0; row < split.train().size(); row++) {
      counts[split.train().item(row)]++;
    }
    popularity = judge.ndcg(user -> counts);
  }

  @Test
  void oracle_standardWorld_isFarAbovePopularity() {
    double oracle =
        judge.ndcg(
            user -> {
              double[] scores = new double[split.train().items().size()];
              Arrays.setAll(
                  scores,
                  item ->
                      world.trueUtility(
                          split.train().users().id(user),
                          split.train().items().id(item),
                          END_MS - 6 * 86_400_000L));
              return scores;
            });
    assertThat(oracle).isGreaterThan(3 * popularity);
  }

  @Test
  void itemNeighbours_standardWorld_beatPopularity() {
    double[][] similarity = cosine(split.train());
    double neighbours =
        judge.ndcg(
            user -> {
              double[] scores = new double[similarity.length];
              judge.seen(user).stream()
                  .forEach(
                      known ->
                          Arrays.setAll(scores, item -> scores[item] + similarity[known][item]));
              return scores;
            });
    assertThat(neighbours).isGreaterThan(1.5 * popularity);
  }

  private static double[][] cosine(Interactions train) {
    int n = train.items().size();
    double[][] together = new double[n][n];
    train.usersPresent().stream()
        .mapToObj(judge::seen)
        .forEach(
            items -> items.stream().forEach(a -> items.stream().forEach(b -> together[a][b] += 1)));
    double[][] similarity = new double[n][n];
    for (int a = 0; a < n; a++) {
      for (int b = 0; b < n; b++) {
        double both = Math.sqrt(together[a][a] * together[b][b]);
        similarity[a][b] = a == b || both == 0 ? 0 : together[a][b] / both;
      }
    }
    return similarity;
  }
}
