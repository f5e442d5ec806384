package dev.slate.serving;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.DoubleNode;
import dev.slate.data.catalog.Item;
import dev.slate.serving.context.Rung;
import dev.slate.serving.context.SlateRequest;
import dev.slate.serving.experiment.Parameters;
import dev.slate.serving.explain.ReplayAnswer;
import dev.slate.serving.explain.Trace;
import dev.slate.serving.explain.TraceRecord;
import dev.slate.serving.model.ServedModel;
import dev.slate.serving.pipeline.Recommendation;
import dev.slate.training.model.registry.ModelBundle;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** A logged request gives its slate again, whatever happened since. */
class ReplayTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final ModelBundle MODEL = ExplainedWorld.model("2026-11-20-1", 3);
  private static final ModelBundle OTHER = ExplainedWorld.model("2026-11-21-1", 8);
  private static final List<Item> ITEMS = PlantedWorld.items();

  @Property(tries = 60)
  void replay_sameModelAndParameters_isTheSameSlateToTheLastBit(
      @ForAll Rung rung, @ForAll long seed) throws IOException {
    Random random = new Random(seed);
    ExplainedWorld world = world(random, rung);
    Recommendation made = world.pipeline().recommend(request(random));
    TraceRecord record = world.logged(made);
    disturb(world, random);

    ReplayAnswer answer =
        world.replay().replay(record, model(world, MODEL, record), Map.of(), Map.of(), List.of());

    assertThat(answer.replayed().items()).isEqualTo(record.items());
    assertThat(JSON.writeValueAsBytes(answer.replayed()))
        .isEqualTo(JSON.writeValueAsBytes(answer.served()));
    assertThat(answer.same()).isTrue();
    assertThat(answer.differences()).isEmpty();
    assertThat(answer.sources()).isEmpty();
    assertThat(record.items()).hasSize(made.slate().entries().size());
  }

  @Property(tries = 20)
  void replay_anotherModel_asksItsSourcesAgainAndKeepsTheFilters(@ForAll long seed) {
    Random random = new Random(seed);
    ExplainedWorld world = world(random, Rung.FULL);
    SlateRequest request = request(random);
    Recommendation made = world.pipeline().recommend(request);
    TraceRecord record = world.logged(made);

    ReplayAnswer answer =
        world
            .replay()
            .replay(record, ServedModel.of(OTHER, world.catalog), Map.of(), Map.of(), List.of());

    assertThat(answer.replayed().model()).isEqualTo("2026-11-21-1");
    assertThat(answer.sources())
        .containsExactlyInAnyOrder("als", "two-tower", "item-to-item", "current-item");
    Set<String> forbidden = new HashSet<>(made.context().seen().keySet());
    forbidden.addAll(request.exclude());
    assertThat(answer.replayed().items())
        .extracting(TraceRecord.Shown::id)
        .doesNotContainAnyElementsOf(forbidden)
        .doesNotHaveDuplicates();
    assertThat(answer.same()).isEqualTo(answer.served().items().equals(answer.replayed().items()));
    answer.differences().forEach(one -> assertThat(one.served()).isNotEqualTo(one.replayed()));
  }

  @Test
  void replay_otherParameters_changesOnlyWhatTheyMean() {
    Random random = new Random(1);
    ExplainedWorld world = world(random, Rung.FULL);
    Recommendation made = world.pipeline().recommend(ExplainedWorld.request(10, Set.of(), null));
    ReplayAnswer answer =
        world
            .replay()
            .replay(
                world.logged(made),
                world.model(),
                Map.of(),
                Map.of("rerank.max-sum.on", 0.0),
                List.of("nowhere"));
    assertThat(answer.sources()).isEmpty();
    assertThat(answer.replayed().items())
        .extracting(TraceRecord.Shown::id)
        .containsExactlyElementsOf(
            made.ranked().entries().stream()
                .limit(10)
                .map(entry -> entry.candidate().item().id())
                .toList());
    assertThat(answer.whyNot()).hasSize(1);
    ReplayAnswer fewer =
        world
            .replay()
            .replay(
                world.logged(made),
                world.model(),
                Map.of(),
                Map.of("retrieve.als.candidates", 3.0),
                List.of());
    assertThat(fewer.sources()).containsExactly("als");
  }

  @Test
  void explain_scorePartsSumToTheScore() {
    ExplainedWorld world = world(new Random(4), Rung.FULL);
    Recommendation made = world.pipeline().recommend(ExplainedWorld.request(10, Set.of(), null));
    Trace trace = world.explainer().explain(made);
    assertThat(trace.items()).hasSize(10);
    for (Trace.TracedItem item : trace.items()) {
      double sum = Objects.requireNonNull(trace.baseline());
      for (Trace.ItemFeature feature : item.features()) {
        sum += Objects.requireNonNull(feature.contribution());
        assertThat(feature.status())
            .isIn("present", "not_found", "outside_max_age", "null_value", "computed");
      }
      assertThat(sum).isCloseTo(Objects.requireNonNull(item.margin()), within(1e-9));
      assertThat(1 / (1 + Math.exp(-sum))).isCloseTo(item.ranked(), within(1e-5));
      assertThat(item.ranks().keySet()).isEqualTo(item.retrieved().keySet());
    }
    for (Trace.Source source : trace.sources()) {
      assertThat(source.found()).as(source.name()).hasSize(source.candidates());
    }
    assertThat(trace.parameters()).containsKey("rerank.mmr.lambda");
  }

  private static ExplainedWorld world(Random random, Rung rung) {
    Parameters parameters =
        Parameters.defaults(10 + random.nextInt(60))
            .with(Map.of("rerank.max-sum.lambda", DoubleNode.valueOf(random.nextInt(5) / 4.0)));
    if (rung == Rung.LIGHT) {
      parameters = parameters.with(Map.of("rank.model", BooleanNode.FALSE));
    }
    ExplainedWorld world = new ExplainedWorld(parameters);
    world.serve(rung == Rung.FULL || rung == Rung.LIGHT || rung == Rung.CACHED ? MODEL : null);
    disturb(world, random);
    world.storeIsDown(rung == Rung.CACHED || rung == Rung.POPULAR);
    if (rung == Rung.CACHED) {
      world.lastGood.keep(
          ExplainedWorld.USER,
          ITEMS.subList(10, 90).stream().map(i -> world.catalog.intern(i.itemId())).toList());
    }
    return world;
  }

  /** Another history, other states of items, other items available. */
  private static void disturb(ExplainedWorld world, Random random) {
    world.forget();
    for (int i = random.nextInt(30); i >= 0; i--) {
      world.click(anItem(random));
    }
    for (Item item : ITEMS) {
      world.announce(item, random.nextInt(6) > 0);
      if (random.nextInt(3) > 0) {
        world.happened(item.itemId(), 1 + random.nextInt(8), random.nextFloat() * 3);
      }
    }
  }

  private static String anItem(Random random) {
    return ITEMS.get(random.nextInt(ITEMS.size())).itemId();
  }

  private static SlateRequest request(Random random) {
    return ExplainedWorld.request(
        1 + random.nextInt(30),
        Set.of(anItem(random)),
        random.nextInt(4) == 0 ? PlantedWorld.category(random.nextInt(6)) : null);
  }

  private static @Nullable ServedModel model(
      ExplainedWorld world, ModelBundle bundle, TraceRecord record) {
    return record.model() == null ? null : ServedModel.of(bundle, world.catalog);
  }
}
