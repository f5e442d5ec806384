package dev.slate.featurestore.remote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.slate.featurestore.FeatureCatalog;
import dev.slate.featurestore.FeatureStatus;
import dev.slate.featurestore.FeatureView;
import dev.slate.featurestore.TestEvents;
import dev.slate.featurestore.server.TestFeatureServer;
import dev.slate.featurestore.store.FeatureReader;
import dev.slate.featurestore.store.FeatureRow;
import dev.slate.featurestore.store.ValueReader.Key;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The remote reader against the direct one, over a real server. */
class RemoteFeatureReaderTest {
  private static final FeatureCatalog CATALOG = FeatureCatalog.standard();
  private static final long NOW = TestEvents.BEGIN_MS + Duration.ofDays(3).toMillis();
  private static TestFeatureServer server;
  private static RemoteFeatureReader remote;

  @BeforeAll
  static void start() {
    server = new TestFeatureServer(CATALOG, "", NOW);
    remote = new RemoteFeatureReader("127.0.0.1", server.port(), Duration.ofSeconds(5));
    await().until(remote::isConnected);
    for (int i = 0; i < 8; i++) {
      var events = TestEvents.ofOneUser(i, 5 + 30 * i, Duration.ofDays(3).toMillis());
      server.put(
          CATALOG.userActivity(), "u" + i, TestEvents.fold(CATALOG.userActivity(), events), NOW);
      float[] row = new float[CATALOG.userLongterm().scalars().size()];
      row[0] = i + 0.1f;
      row[1] = Float.NaN;
      long days = i % 4;
      server.put(CATALOG.userLongterm(), "u" + i, NOW - Duration.ofDays(days).toMillis(), row);
    }
  }

  @AfterAll
  static void stop() {
    remote.close();
    server.close();
  }

  private static List<FeatureRow> read(FeatureReader reader, List<Key> keys, long nowMs)
      throws Exception {
    return reader.read(keys, nowMs).toCompletableFuture().get(20, TimeUnit.SECONDS);
  }

  @Test
  void read_anyRows_equalThoseOfTheDirectReader() throws Exception {
    List<Key> keys = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      for (FeatureView view : CATALOG.views()) {
        keys.add(new Key(view, "u" + i));
      }
    }
    List<FeatureStatus> seen = new ArrayList<>();
    for (long nowMs : List.of(NOW, NOW + 1, NOW + Duration.ofDays(2).toMillis())) {
      List<FeatureRow> direct = read(server.reader(), keys, nowMs);
      List<FeatureRow> over = read(remote, keys, nowMs);
      for (int i = 0; i < keys.size(); i++) {
        assertThat(text(over.get(i))).isEqualTo(text(direct.get(i)));
        seen.add(over.get(i).status());
      }
    }
    assertThat(seen)
        .contains(FeatureStatus.PRESENT, FeatureStatus.NOT_FOUND, FeatureStatus.OUTSIDE_MAX_AGE);
  }

  /** Everything but the position, floats by their bits. */
  private static String text(FeatureRow row) {
    int[] bits = new int[row.values().length];
    for (int i = 0; i < bits.length; i++) {
      bits[i] = Float.floatToRawIntBits(row.values()[i]);
    }
    return row.view()
        + " "
        + row.status()
        + Arrays.toString(bits)
        + row.history()
        + row.eventTimeMs()
        + " "
        + row.readMs();
  }

  @Test
  void read_moreRowsThanACallTakes_allOfThem() throws Exception {
    List<Key> keys = new ArrayList<>();
    for (int i = 0; i < 1_201; i++) {
      keys.add(new Key(CATALOG.userLongterm(), "u" + i));
    }
    List<FeatureRow> rows = read(remote, keys, NOW);
    assertThat(rows).hasSize(1_201);
    assertThat(rows.get(7).values()[0]).isEqualTo(7.1f);
    assertThat(rows.get(1_200).status()).isEqualTo(FeatureStatus.NOT_FOUND);
  }

  @Test
  void newestEventTimeMs_isTheStores() throws Exception {
    for (FeatureView view : CATALOG.views()) {
      assertThat(remote.newestEventTimeMs(view).toCompletableFuture().get(5, TimeUnit.SECONDS))
          .isEqualTo(
              server
                  .reader()
                  .newestEventTimeMs(view)
                  .toCompletableFuture()
                  .get(5, TimeUnit.SECONDS));
    }
  }

  @Test
  void read_serverIsAway_failsAtOnce() throws Exception {
    int port = freePort();
    try (RemoteFeatureReader away =
        new RemoteFeatureReader("127.0.0.1", port, Duration.ofSeconds(30))) {
      long began = System.nanoTime();
      assertThatThrownBy(() -> read(away, List.of(new Key(CATALOG.userActivity(), "u1")), NOW))
          .isInstanceOf(ExecutionException.class)
          .hasRootCauseInstanceOf(IOException.class);
      assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(10));
      assertThat(away.isConnected()).isFalse();
    }
  }

  @Test
  void read_serverDoesNotAnswer_failsAtTheDeadline() throws Exception {
    try (ServerSocket silent = new ServerSocket(0, 9, InetAddress.getLoopbackAddress());
        RemoteFeatureReader late =
            new RemoteFeatureReader("127.0.0.1", silent.getLocalPort(), Duration.ofMillis(200))) {
      assertThatThrownBy(() -> read(late, List.of(new Key(CATALOG.userActivity(), "u1")), NOW))
          .cause()
          .isInstanceOfSatisfying(
              StatusRuntimeException.class,
              e -> assertThat(e.getStatus().getCode()).isEqualTo(Status.Code.DEADLINE_EXCEEDED));
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
