package dev.slate.data.world;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slate.data.catalog.CatalogCodec;
import dev.slate.data.catalog.Item;
import dev.slate.data.dataset.Dataset;
import dev.slate.data.event.Event;
import dev.slate.data.event.EventCodec;
import dev.slate.data.event.EventKind;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class WorldTest {
  private static final long END_MS = Instant.parse("2026-11-20T00:00:00Z").toEpochMilli();
  private static final WorldSpec SMALL = WorldSpec.standard(END_MS).withSize(200, 120);

  @Test
  void history_standardWorld_hasTheSizeThatNightlyCanTrainOn() {
    Dataset history = World.generate(WorldSpec.standard(END_MS)).history();

    Map<EventKind, Long> kinds =
        history.events().stream()
            .collect(Collectors.groupingBy(Event::kind, Collectors.counting()));

    long interactions = history.events().size() - kinds.getOrDefault(EventKind.IMPRESSION, 0L);
    assertThat(kinds).containsOnlyKeys(EventKind.values());
    assertThat(history.events()).hasSizeBetween(200_000, 300_000);
    assertThat(interactions).isBetween(100_000L, 150_000L);
  }

  @Test
  void history_sameSpec_isTheSame() {
    Dataset one = World.generate(SMALL).history();
    Dataset other = World.generate(SMALL).history();

    assertThat(one.events()).isEqualTo(other.events());
    assertThat(one.items()).isEqualTo(other.items());
    assertThat(one.users()).isEqualTo(other.users());
  }

  /** Pinned, so that a change of the world, or a JDK that computes it otherwise, is noticed. */
  @Test
  void history_anyJdk_isTheSame() throws NoSuchAlgorithmException {
    MessageDigest digest = MessageDigest.getInstance("SHA-256");
    Dataset history = World.generate(SMALL).history();
    history.items().forEach(item -> digest.update(CatalogCodec.encode(item)));
    history.users().forEach(user -> digest.update(CatalogCodec.encode(user)));
    history.events().forEach(event -> digest.update(EventCodec.encode(event)));

    assertThat(HexFormat.of().formatHex(digest.digest()))
        .isEqualTo("ea0ae241ffff02cd1bdce5e259b04f3b40b9d72bd7c9c5eae267bc43c2f529c0");
  }

  @Test
  void history_otherSeed_isAnother() {
    assertThat(World.generate(SMALL).history().events())
        .isNotEqualTo(World.generate(SMALL.withSeed(7)).history().events());
  }

  @Test
  void history_always_isInTimeOrderInsideTheSpecWithUniqueIds() {
    Dataset history = World.generate(SMALL).history();
    Map<String, Long> created =
        history.items().stream().collect(Collectors.toMap(Item::itemId, Item::createdMs));
    Set<String> ids = new HashSet<>();

    assertThat(history.events()).isSortedAccordingTo(Comparator.comparing(Event::eventTimeMs));
    assertThat(history.events())
        .allSatisfy(
            event -> {
              assertThat(event.eventTimeMs()).isBetween(SMALL.startMs(), SMALL.endMs());
              assertThat(event.eventTimeMs()).isGreaterThanOrEqualTo(created.get(event.itemId()));
              assertThat(ids.add(event.eventId())).isTrue();
            });
  }

  @Test
  void items_always_haveDistinctTitlesAndSomeArriveWhileHistoryRuns() {
    World world = World.generate(WorldSpec.standard(END_MS));

    assertThat(world.items()).extracting(Item::title).doesNotHaveDuplicates();
    assertThat(world.items())
        .filteredOn(i -> i.createdMs() > world.spec().startMs())
        .hasSizeGreaterThan(200);
    assertThat(world.items()).allSatisfy(item -> assertThat(item.categories()).isNotEmpty());
  }

  @Test
  void bestSlate_isOrderedByTrueUtilityAndNothingLeftOutIsBetter() {
    World world = World.generate(SMALL);
    long now = END_MS + TimeUnit.DAYS.toMillis(1);

    List<String> best = world.bestSlate("u3", now, 10);

    List<Double> utilities = best.stream().map(id -> world.trueUtility("u3", id, now)).toList();
    assertThat(utilities).hasSize(10).isSortedAccordingTo(Comparator.reverseOrder());
    assertThat(world.items())
        .filteredOn(item -> !best.contains(item.itemId()))
        .allSatisfy(
            item ->
                assertThat(world.trueUtility("u3", item.itemId(), now))
                    .isLessThanOrEqualTo(utilities.get(9)));
  }

  @Test
  void trueUtility_beforeAnItemExists_isZero() {
    World world = World.generate(SMALL);
    Item item = world.items().get(0);

    assertThat(world.trueUtility("u1", item.itemId(), item.createdMs() - 1)).isZero();
    assertThat(world.trueUtility("u1", item.itemId(), item.createdMs())).isPositive();
  }

  @Test
  void trueUtility_movingUser_drifts() {
    World world = World.generate(SMALL);
    long moved =
        world.users().stream()
            .filter(
                user ->
                    !world
                        .bestSlate(user.userId(), SMALL.startMs(), 5)
                        .equals(world.bestSlate(user.userId(), END_MS, 5)))
            .count();

    assertThat(moved).isGreaterThan(SMALL.users() / 4);
  }

  @Test
  void react_bestSlateOrWorst_clicksFollowTaste() {
    World world = World.generate(SMALL);
    List<String> ranked = world.bestSlate("u5", END_MS, SMALL.items());
    List<String> worst = ranked.subList(ranked.size() - 10, ranked.size());

    assertThat(clicks(world, ranked.subList(0, 10))).isGreaterThan(5 * clicks(world, worst) + 100);
  }

  @Test
  void react_equalItems_clicksFallWithThePosition() {
    World world = World.generate(SMALL);
    String item = world.bestSlate("u5", END_MS, 1).get(0);

    assertThat(clicksAt(world, item, 0)).isGreaterThan(2 * clicksAt(world, item, 6));
  }

  @Test
  void react_unknownItems_areSeenAndIgnored() {
    List<Event> events =
        World.generate(SMALL)
            .react("u1", "r1", List.of("elsewhere"), END_MS, new SplittableRandom(1));

    assertThat(events).hasSize(1);
    assertThat(events.get(0).kind()).isEqualTo(EventKind.IMPRESSION);
    assertThat(events.get(0).header().requestId()).isEqualTo("r1");
  }

  @Test
  void react_unknownUser_isRefusedByName() {
    assertThatThrownBy(
            () ->
                World.generate(SMALL)
                    .react("nobody", "r1", List.of("i1"), END_MS, new SplittableRandom(1)))
        .hasMessage("userId: nobody (expected: a user of this world)");
  }

  @Test
  void history_fewerItemsThanPeopleWant_ends() {
    WorldSpec tiny = new WorldSpec(1, 3, 20, 60, END_MS, 200);

    assertThat(World.generate(tiny).history().events()).isNotEmpty();
  }

  @Test
  void spec_outOfRange_namesTheField() {
    assertThatThrownBy(() -> WorldSpec.standard(END_MS).withSize(0, 100))
        .hasMessage("users: 0 (expected: at least 1)");
    assertThatThrownBy(() -> WorldSpec.standard(END_MS).withSize(10, 3))
        .hasMessage("items: 3 (expected: at least 20)");
  }

  private static long clicks(World world, List<String> slate) {
    SplittableRandom random = new SplittableRandom(3);
    long clicks = 0;
    for (int visit = 0; visit < 200; visit++) {
      clicks +=
          world.react("u5", "r" + visit, slate, END_MS, random).stream()
              .filter(event -> event.kind() == EventKind.CLICK)
              .count();
    }
    return clicks;
  }

  private static long clicksAt(World world, String item, int position) {
    SplittableRandom random = new SplittableRandom(4);
    List<String> slate = new ArrayList<>(Collections.nCopies(position, "x"));
    slate.add(item);
    long clicks = 0;
    for (int visit = 0; visit < 1_000; visit++) {
      clicks +=
          world.react("u5", "r" + visit, slate, END_MS, random).stream()
              .filter(event -> event.kind() == EventKind.CLICK)
              .count();
    }
    return clicks;
  }
}
