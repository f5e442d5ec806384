package dev.slate.serving;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.node.DoubleNode;
import com.fasterxml.jackson.databind.node.IntNode;
import dev.slate.serving.context.SlateRequest;
import dev.slate.serving.experiment.Parameters;
import dev.slate.serving.explain.WhyNot;
import dev.slate.serving.explain.WhyNot.Outcome;
import dev.slate.serving.pipeline.Recommendation;
import dev.slate.training.model.candidate.UserQuery;
import dev.slate.training.model.index.Hits;
import dev.slate.training.model.index.RowMask;
import dev.slate.training.model.registry.ModelBundle;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

/** Every way in which an item misses a slate, through the real request path. */
class WhyNotTest {
  private static final ModelBundle MODEL = PlantedWorld.model("2026-11-20-1", 3);
  private static final Parameters FEW =
      Parameters.defaults(10)
          .with(
              Map.of(
                  "retrieve.popular.candidates", IntNode.valueOf(1),
                  "retrieve.trending.candidates", IntNode.valueOf(0)));

  /** A user of category 0. */
  private static ExplainedWorld world(Parameters parameters) {
    ExplainedWorld world = new ExplainedWorld(parameters);
    world.serve(MODEL);
    for (int i = 0; i < 4; i++) {
      world.click(PlantedWorld.id(0, i));
    }
    return world;
  }

  private static WhyNot ask(ExplainedWorld world, SlateRequest request, String itemId) {
    return world.whyNot().find(world.pipeline().recommend(request), List.of(itemId)).get(0);
  }

  private static SlateRequest plain(int count) {
    return ExplainedWorld.request(count, Set.of(), null);
  }

  @Test
  void find_itemThatTheCatalogueDoesNotHave_isUnknown() {
    WhyNot why = ask(world(FEW), plain(5), "nowhere");
    assertThat(why.outcome()).isEqualTo(Outcome.UNKNOWN);
    assertThat(why.words()).contains("no item nowhere");
  }

  @Test
  void find_itemThatMayNotBeShown_isUnavailable() {
    ExplainedWorld world = world(FEW);
    world.announce(PlantedWorld.items().get(7), false);
    assertThat(ask(world, plain(5), PlantedWorld.id(0, 7)).outcome())
        .isEqualTo(Outcome.UNAVAILABLE);
  }

  @Test
  void find_itemOfAnotherCategory_isOutOfScope() {
    WhyNot why =
        ask(
            world(FEW),
            ExplainedWorld.request(5, Set.of(), PlantedWorld.category(0)),
            PlantedWorld.id(3, 3));
    assertThat(why.outcome()).isEqualTo(Outcome.OUT_OF_SCOPE);
    assertThat(why.by()).isNotEmpty();
    assertThat(why.words()).contains("planted-0");
  }

  @Test
  void find_itemThatNoSourceFound_saysWhereItWouldStandExactly() {
    ExplainedWorld world = world(FEW);
    String asked = PlantedWorld.id(5, 3);
    WhyNot why = ask(world, plain(5), asked);
    assertThat(why.outcome()).isEqualTo(Outcome.NOT_RETRIEVED);
    assertThat(why.sources())
        .extracting(WhyNot.Standing::source)
        .contains("two-tower", "als", "item-to-item", "popular");

    int row = MODEL.items().indexOf(asked);
    UserQuery query =
        UserQuery.of(MODEL, world.pipeline().recommend(plain(1)).context().history(), 3);
    int n = MODEL.items().size();
    check(why, "als", query.als(n, RowMask.ALL), row);
    check(why, "two-tower", query.twoTower(n, RowMask.ALL), row);
    assertThat(standing(why, "item-to-item").words()).contains("no neighbour");
    assertThat(Objects.requireNonNull(standing(why, "popular").rank())).isPositive();
  }

  /** The exact index's whole list is the oracle. */
  private static void check(WhyNot why, String source, Hits all, int row) {
    WhyNot.Standing standing = standing(why, source);
    int rank = 0;
    while (all.items()[rank] != row) {
      rank++;
    }
    assertThat(standing.rank()).as(source).isEqualTo(rank);
    assertThat(standing.score()).isCloseTo(all.scores()[rank], within(1e-6f));
    assertThat(standing.cutoff()).isEqualTo(all.scores()[standing.found() - 1]);
  }

  private static WhyNot.Standing standing(WhyNot why, String source) {
    return why.sources().stream().filter(s -> s.source().equals(source)).findFirst().orElseThrow();
  }

  @Test
  void find_itemThatAFilterRemoved_saysWhichAndWhy() {
    WhyNot seen = ask(world(FEW), plain(5), PlantedWorld.id(0, 2));
    assertThat(seen.outcome()).isEqualTo(Outcome.REMOVED);
    assertThat(seen.by()).containsExactly("seen");
    assertThat(seen.words()).contains("clicked");

    String other = PlantedWorld.id(0, 9);
    WhyNot excluded = ask(world(FEW), ExplainedWorld.request(5, Set.of(other), null), other);
    assertThat(excluded.outcome()).isEqualTo(Outcome.REMOVED);
    assertThat(excluded.by()).containsExactly("excluded");
  }

  @Test
  void find_itemWithALowerScore_isOutranked() {
    ExplainedWorld world = world(Parameters.defaults(50));
    Recommendation made = world.pipeline().recommend(plain(5));
    int last = made.ranked().entries().size() - 1;
    String id = made.ranked().entries().get(last).candidate().item().id();
    WhyNot why = world.whyNot().find(made, List.of(id)).get(0);
    assertThat(why.outcome()).isEqualTo(Outcome.OUTRANKED);
    assertThat(why.place()).isEqualTo(last);
    assertThat(why.score()).isEqualTo(made.ranked().entries().get(last).score());
    assertThat(why.cutoff()).isEqualTo(made.ranked().entries().get(4).score());
  }

  @Test
  void find_itemThatDiversityMovedOut_isDisplaced() {
    ExplainedWorld world =
        world(
            Parameters.defaults(100)
                .with(Map.of("rerank.max-sum.lambda", DoubleNode.valueOf(0.2))));
    Recommendation made = world.pipeline().recommend(plain(6));
    Set<String> shown = new HashSet<>();
    made.slate().entries().forEach(entry -> shown.add(entry.candidate().item().id()));
    String lost =
        made.ranked().entries().stream()
            .limit(6)
            .map(entry -> entry.candidate().item().id())
            .filter(id -> !shown.contains(id))
            .findFirst()
            .orElseThrow();
    WhyNot why = world.whyNot().find(made, List.of(lost)).get(0);
    assertThat(why.outcome()).isEqualTo(Outcome.DISPLACED);
    assertThat(why.by()).contains("max-sum");
  }

  @Property(tries = 40)
  void find_anyItem_agreesWithTheStages(@ForAll long seed) {
    Random random = new Random(seed);
    ExplainedWorld world = world(Parameters.defaults(5 + random.nextInt(60)));
    Set<String> unavailable = new HashSet<>();
    PlantedWorld.items().stream()
        .filter(item -> random.nextInt(5) == 0)
        .forEach(
            item -> {
              unavailable.add(item.itemId());
              world.announce(item, false);
            });
    String category = random.nextBoolean() ? PlantedWorld.category(random.nextInt(6)) : null;
    Recommendation made =
        world
            .pipeline()
            .recommend(ExplainedWorld.request(1 + random.nextInt(20), Set.of(), category));
    List<String> ids = PlantedWorld.items().stream().map(item -> item.itemId()).toList();
    for (WhyNot why : world.whyNot().find(made, ids)) {
      String id = why.itemId();
      boolean shown =
          made.slate().entries().stream().anyMatch(e -> e.candidate().item().id().equals(id));
      boolean found = made.candidates().items().stream().anyMatch(c -> c.item().id().equals(id));
      boolean removed =
          made.eligible().removed().stream().anyMatch(r -> r.candidate().item().id().equals(id));
      boolean inCategory = category == null || id.startsWith("p" + category.charAt(8) + "-");
      switch (why.outcome()) {
        case UNKNOWN -> throw new AssertionError(id);
        case UNAVAILABLE -> assertThat(unavailable).contains(id);
        case OUT_OF_SCOPE -> assertThat(inCategory).isFalse();
        case NOT_RETRIEVED -> assertThat(found).isFalse();
        case REMOVED -> assertThat(removed).isTrue();
        case OUTRANKED, DISPLACED -> assertThat(found && !removed && !shown).isTrue();
        case SHOWN -> assertThat(shown).isTrue();
      }
      assertThat(why.outcome() == Outcome.SHOWN).isEqualTo(shown);
      assertThat(why.words()).isNotEmpty();
    }
  }
}
