package dev.slate.featurestore.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slate.data.Partitioning;
import dev.slate.featurestore.FeatureCatalog;
import dev.slate.featurestore.FeatureView;
import dev.slate.featurestore.store.PartitionStateStore.BeingLoadedException;
import dev.slate.featurestore.store.PartitionStateStore.FencedException;
import dev.slate.featurestore.store.PartitionStateStore.Position;
import dev.slate.featurestore.store.PartitionStateStore.StateLostException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every store must do; a subclass names the store. Each test starts with an empty one. */
public abstract class FeatureStoreContract {
  protected static final int PARTITIONS = 3;

  private static final FeatureView STREAM = FeatureCatalog.standard().userActivity();
  private static final FeatureView BATCH = FeatureCatalog.standard().userLongterm();

  private static final Coverage COVERAGE = new Coverage(5, 77, 3);

  private PartitionStateStore states;
  private PartitionStateStore otherOwner;
  private PackedRowWriter rows;
  private ValueReader reader;

  /** A client of the store's own, for states. */
  protected abstract PartitionStateStore states();

  protected abstract PackedRowWriter rows();

  protected abstract ValueReader reader();

  /** Forgets everything that is stored. */
  protected abstract void wipe();

  @BeforeEach
  void open() {
    wipe();
    states = states();
    otherOwner = states();
    rows = rows();
    reader = reader();
  }

  private static Position at(Position from, long offset) {
    return new Position(from.epoch(), offset, Map.of(0, offset, 2, 7L), 1_000 + offset, COVERAGE);
  }

  private static String idOf(int partition, int nth) {
    int found = 0;
    for (int i = 0; ; i++) {
      if (Partitioning.of("u" + i, PARTITIONS) == partition && found++ == nth) {
        return "u" + i;
      }
    }
  }

  private List<ValueReader.Stored> stored(FeatureView view, List<String> ids) throws Exception {
    return reader
        .read(ids.stream().map(id -> new ValueReader.Key(view, id)).toList())
        .toCompletableFuture()
        .get(5, TimeUnit.SECONDS);
  }

  private List<byte[]> read(FeatureView view, List<String> ids) throws Exception {
    List<byte[]> bytes = new ArrayList<>();
    stored(view, ids).forEach(value -> bytes.add(value.bytes()));
    return bytes;
  }

  private long newest(FeatureView view) throws Exception {
    return reader.newestEventTimeMs(view).toCompletableFuture().get(5, TimeUnit.SECONDS);
  }

  @Test
  void acquire_neverWritten_startsAtZeroWithGrowingEpochs() {
    Position first = states.acquire(STREAM, 1);
    Position second = otherOwner.acquire(STREAM, 1);
    assertThat(first.offset()).isZero();
    assertThat(first.sources()).isEmpty();
    assertThat(second.epoch()).isGreaterThan(first.epoch());
  }

  @Test
  void commit_statesAndPosition_areReadBackByOwnerAndReader() throws Exception {
    Position from = states.acquire(STREAM, 1);
    Map<String, byte[]> written = new HashMap<>();
    List<String> ids = new ArrayList<>();
    for (int i = 0; i < 1_100; i++) {
      ids.add(idOf(1, i % 40) + (i < 40 ? "" : "-" + i));
      written.put(ids.get(i), new byte[] {(byte) i, (byte) (i >> 8)});
    }
    states.commit(STREAM, 1, from, at(from, 40), written);
    List<byte[]> loaded = states.load(STREAM, 1, at(from, 40), ids);
    for (int i = 0; i < ids.size(); i++) {
      assertThat(loaded.get(i)).isEqualTo(written.get(ids.get(i)));
    }
    String unknown = idOf(1, 41);
    assertThat(read(STREAM, List.of(unknown, ids.get(3), ids.get(2))))
        .containsExactly(null, written.get(ids.get(3)), written.get(ids.get(2)));
    assertThat(stored(STREAM, List.of(ids.get(3), idOf(0, 0))))
        .extracting(ValueReader.Stored::position)
        .containsExactly(at(from, 40), null);
    Position again = states.acquire(STREAM, 1);
    assertThat(again)
        .isEqualTo(new Position(again.epoch(), 40, Map.of(0, 40L, 2, 7L), 1_040, COVERAGE));
  }

  @Test
  void commit_afterAnotherAcquired_isFencedAndChangesNothing() {
    Position from = states.acquire(STREAM, 0);
    Position theirs = otherOwner.acquire(STREAM, 0);
    String id = idOf(0, 0);
    assertThatThrownBy(
            () -> states.commit(STREAM, 0, from, at(from, 5), Map.of(id, new byte[] {1})))
        .isInstanceOf(FencedException.class)
        .hasMessageContaining("user_activity.0");
    assertThat(otherOwner.load(STREAM, 0, theirs, List.of(id))).containsExactly((byte[]) null);
    otherOwner.commit(STREAM, 0, theirs, at(theirs, 5), Map.of(id, new byte[] {2}));
    assertThat(otherOwner.load(STREAM, 0, at(theirs, 5), List.of(id)))
        .containsExactly(new byte[] {2});
    assertThatThrownBy(() -> states.load(STREAM, 0, from, List.of(id)))
        .isInstanceOf(FencedException.class);
  }

  @Test
  void commit_repeatedAfterItsAnswerWasLost_changesNothing() {
    Position from = states.acquire(STREAM, 0);
    String id = idOf(0, 0);
    states.commit(STREAM, 0, from, at(from, 5), Map.of(id, new byte[] {1}));
    states.commit(STREAM, 0, from, at(from, 5), Map.of(id, new byte[] {1}));
    assertThat(states.acquire(STREAM, 0).offset()).isEqualTo(5);
  }

  @Test
  void commit_afterTheStoreWasWiped_isRefusedAndStartsAgain() {
    Position from = states.acquire(STREAM, 0);
    states.commit(STREAM, 0, from, at(from, 5), Map.of(idOf(0, 0), new byte[] {1}));
    wipe();
    assertThatThrownBy(
            () -> states.commit(STREAM, 0, at(from, 5), at(from, 9), Map.of("x", new byte[] {1})))
        .isInstanceOf(StateLostException.class);
    assertThatThrownBy(() -> states.load(STREAM, 0, at(from, 5), List.of(idOf(0, 0))))
        .isInstanceOf(StateLostException.class);
    Position fresh = states.acquire(STREAM, 0);
    assertThat(fresh.offset()).isZero();
    assertThat(fresh.epoch()).isGreaterThanOrEqualTo(from.epoch());
  }

  @Test
  void commit_noStates_movesThePositionOnly() {
    Position from = states.acquire(STREAM, 2);
    states.commit(STREAM, 2, from, at(from, 3), Map.of());
    assertThat(states.acquire(STREAM, 2).offset()).isEqualTo(3);
  }

  @Test
  void commit_nullState_deletesItInTheSameStep() throws Exception {
    Position from = states.acquire(STREAM, 0);
    String kept = idOf(0, 0);
    String gone = idOf(0, 1);
    states.commit(STREAM, 0, from, at(from, 3), Map.of(kept, new byte[] {1}, gone, new byte[] {2}));
    Map<String, byte[]> changes = new HashMap<>();
    changes.put(gone, null);
    changes.put(idOf(0, 2), null);
    changes.put(kept, new byte[] {3});
    states.commit(STREAM, 0, at(from, 3), at(from, 5), changes);
    assertThat(states.load(STREAM, 0, at(from, 5), List.of(kept, gone)))
        .containsExactly(new byte[] {3}, null);
    assertThat(read(STREAM, List.of(gone, kept))).containsExactly(null, new byte[] {3});
    assertThat(states.acquire(STREAM, 0).offset()).isEqualTo(5);
  }

  @Test
  void load_fromBeginToEnd_replacesEverythingAndKeepsOthersAway() throws Exception {
    String kept = idOf(1, 0);
    String gone = idOf(1, 1);
    String elsewhere = idOf(2, 0);
    Position before = states.acquire(STREAM, 1);
    states.commit(
        STREAM, 1, before, at(before, 5), Map.of(kept, new byte[] {1}, gone, new byte[] {2}));
    Position other = states.acquire(STREAM, 2);
    states.commit(STREAM, 2, other, at(other, 5), Map.of(elsewhere, new byte[] {3}));

    Position loading = otherOwner.beginLoad(STREAM, 1);

    assertThat(loading.isLoading()).isTrue();
    assertThat(read(STREAM, List.of(kept, gone, elsewhere)))
        .containsExactly(null, null, new byte[] {3});
    assertThat(stored(STREAM, List.of(kept)).get(0).position()).isEqualTo(loading);
    assertThatThrownBy(
            () -> states.commit(STREAM, 1, at(before, 5), at(before, 9), Map.of(kept, new byte[1])))
        .isInstanceOf(FencedException.class);
    assertThatThrownBy(() -> states.acquire(STREAM, 1))
        .isInstanceOf(BeingLoadedException.class)
        .hasMessageContaining("user_activity.1: is being loaded");
    otherOwner.commit(STREAM, 1, loading, loading, Map.of(kept, new byte[] {7}));
    otherOwner.commit(STREAM, 1, loading, at(loading, 40), Map.of());

    assertThat(states.acquire(STREAM, 1).offset()).isEqualTo(40);
    assertThat(read(STREAM, List.of(kept, gone))).containsExactly(new byte[] {7}, null);
  }

  @Test
  void beginLoad_afterALoaderDied_beginsAnewAndFencesIt() throws Exception {
    String id = idOf(1, 0);
    Position dead = states.beginLoad(STREAM, 1);
    states.commit(STREAM, 1, dead, dead, Map.of(id, new byte[] {1}));

    Position next = otherOwner.beginLoad(STREAM, 1);

    assertThat(next.epoch()).isGreaterThan(dead.epoch());
    assertThat(read(STREAM, List.of(id))).containsExactly((byte[]) null);
    assertThatThrownBy(() -> states.commit(STREAM, 1, dead, dead, Map.of(id, new byte[] {1})))
        .isInstanceOf(FencedException.class);
    assertThatThrownBy(() -> states.commit(STREAM, 1, dead, at(dead, 3), Map.of()))
        .isInstanceOf(FencedException.class);
  }

  @Test
  void newestEventTime_ofStreamView_isMaxOverPartitions() throws Exception {
    assertThat(newest(STREAM)).isZero();
    for (int partition : List.of(2, 0)) {
      Position from = states.acquire(STREAM, partition);
      states.commit(STREAM, partition, from, at(from, 10 + partition), Map.of());
    }
    assertThat(newest(STREAM)).isEqualTo(1_012);
    assertThat(newest(FeatureCatalog.standard().itemActivity())).isZero();
  }

  @Test
  void rows_olderOne_neverReplacesNewer() throws Exception {
    PackedRow newer = new PackedRow(7, 2_000, new float[] {1, Float.NaN});
    rows.write(BATCH, Map.of("a", newer, "b", new PackedRow(7, 500, new float[] {5})));
    rows.write(
        BATCH,
        Map.of(
            "a", new PackedRow(7, 1_999, new float[] {9}),
            "b", new PackedRow(8, 501, new float[] {6})));
    List<byte[]> found = read(BATCH, List.of("a", "b", "c"));
    assertThat(found.get(0)).isEqualTo(newer.encode());
    assertThat(PackedRow.decode(found.get(1)).values()).containsExactly(6);
    assertThat(found.get(2)).isNull();
    rows.write(BATCH, Map.of("a", new PackedRow(9, 2_000, new float[] {3})));
    assertThat(PackedRow.decode(read(BATCH, List.of("a")).get(0)).fingerprint()).isEqualTo(9);
  }

  @Test
  void rows_manyInOneCall_allArrive() throws Exception {
    List<String> ids = new ArrayList<>();
    Map<String, PackedRow> many = new HashMap<>();
    for (int i = 0; i < 1_234; i++) {
      ids.add("r" + i);
      many.put("r" + i, new PackedRow(1, i, new float[] {i}));
    }
    rows.write(BATCH, many);
    List<byte[]> found = read(BATCH, ids);
    for (int i = 0; i < ids.size(); i++) {
      assertThat(PackedRow.decode(found.get(i)).eventTimeMs()).isEqualTo(i);
    }
  }

  @Test
  void publish_olderTime_doesNotMoveFreshnessBack() throws Exception {
    assertThat(newest(BATCH)).isZero();
    rows.publish(BATCH, 5_000);
    rows.publish(BATCH, 4_000);
    assertThat(newest(BATCH)).isEqualTo(5_000);
  }
}
