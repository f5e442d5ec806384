package dev.slate.featurestore.freshness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.slate.featurestore.FeatureCatalog;
import dev.slate.featurestore.FeatureView;
import dev.slate.featurestore.store.ValueReader.Key;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What every {@link FreshnessStore} must do. */
public abstract class FreshnessStoreContract {
  protected static final int PARTITIONS = 2;
  protected static final FeatureCatalog FEATURES = FeatureCatalog.standard();
  private static final FeatureView USERS = FEATURES.userActivity();
  private static final long MINUTE = 28_000_000;

  protected abstract FreshnessStore store();

  /** Puts something that can be read under an id. */
  protected abstract void write(FeatureView view, String id);

  private static <T> T join(CompletionStage<T> stage) {
    return stage.toCompletableFuture().join();
  }

  private @Nullable LagReport lag(int partition) {
    return join(store().partitions(USERS)).get(partition).lag();
  }

  @Test
  void publishLag_again_replacesTheFirst() {
    LagReport first = LagReport.empty(1_000);
    first.sinceEvent().record(5);
    store().publishLag(USERS, 1, first);
    LagReport second = LagReport.empty(2_000);
    second.sinceAppend().record(70);
    store().publishLag(USERS, 1, second);

    await()
        .untilAsserted(
            () ->
                assertThat(lag(1))
                    .isNotNull()
                    .extracting(LagReport::encode)
                    .isEqualTo(second.encode()));
    assertThat(lag(0)).isNull();
    assertThat(join(store().partitions(USERS))).hasSize(PARTITIONS);
  }

  @Test
  void keepAge_again_replacesTheMinute() {
    store().keepAge("a_view", MINUTE, 700);
    store().keepAge("a_view", MINUTE, 900);
    store().keepAge("a_view", MINUTE + 1, 5);

    await()
        .untilAsserted(
            () ->
                assertThat(join(store().ages("a_view")))
                    .isEqualTo(Map.of(MINUTE, 900L, MINUTE + 1, 5L)));
    assertThat(join(store().ages("another"))).isEmpty();
  }

  @Test
  void keepAge_aDayLater_takesTheOldMinutesPlace() {
    store().keepAge("a_view", MINUTE, 700);
    store().keepAge("a_view", MINUTE + FreshnessStore.HISTORY_MINUTES, 5);

    await()
        .untilAsserted(
            () ->
                assertThat(join(store().ages("a_view")))
                    .isEqualTo(Map.of(MINUTE + FreshnessStore.HISTORY_MINUTES, 5L)));
  }

  @Test
  void walk_seesEveryEntityOfTheViewsButCanaries() {
    for (int i = 0; i < 700; i++) {
      write(USERS, "u:" + i);
    }
    write(FEATURES.itemLongterm(), "i1");
    write(FEATURES.userLongterm(), "unasked");
    write(USERS, "slate-canary-0");

    Set<Key> seen = new HashSet<>();
    List<FeatureView> views = List.of(USERS, FEATURES.itemLongterm());
    await()
        .until(
            () -> {
              List<Key> step = join(store().walk(views));
              seen.addAll(step);
              return seen.size() == 701;
            });
    assertThat(seen).contains(new Key(USERS, "u:699"), new Key(FEATURES.itemLongterm(), "i1"));
    for (int i = 0; i < 20; i++) {
      seen.addAll(join(store().walk(views)));
    }
    assertThat(seen).hasSize(701);
  }
}
