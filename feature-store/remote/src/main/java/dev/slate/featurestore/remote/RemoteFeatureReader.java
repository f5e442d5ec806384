package dev.slate.featurestore.remote;

import dev.feast.FeastClient;
import dev.feast.Row;
import dev.slate.featurestore.Entity;
import dev.slate.featurestore.FeatureView;
import dev.slate.featurestore.store.FeatureReader;
import dev.slate.featurestore.store.FeatureRow;
import dev.slate.featurestore.store.ReadHeaders;
import dev.slate.featurestore.store.ValueReader.Key;
import io.grpc.ConnectivityState;
import io.grpc.ManagedChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Reads features from a feature server over Feast's own Java client.
 *
 * <p>That client blocks, so calls are made on a few threads of this reader's; callers never wait. A
 * call has a deadline, fails at once while the server cannot be reached ({@link
 * io.grpc.StatusRuntimeException}) and when too many are waiting ({@link
 * java.util.concurrent.RejectedExecutionException}). Rows equal those of a direct reader of the
 * same catalogue, but carry no position: whether they are degraded is not known. Thread-safe.
 */
public final class RemoteFeatureReader implements FeatureReader {
  private static final int THREADS = 8;
  private static final int WAITING = 256;
  private static final int ROWS_PER_CALL = 500;

  private final ManagedChannel channel;
  private final Client client;
  private final ThreadPoolExecutor calls;

  /**
   * Connects in the background.
   *
   * @param timeout of one call
   */
  public RemoteFeatureReader(String host, int port, Duration timeout) {
    this(host, port, timeout, null);
  }

  /**
   * As {@link #RemoteFeatureReader(String, int, Duration)}, for a server that wants a key.
   *
   * @param key to read; null for none
   */
  public RemoteFeatureReader(String host, int port, Duration timeout, @Nullable String key) {
    channel = RemoteChannel.open(host, port, timeout, key);
    channel.getState(true);
    client = new Client(channel);
    calls =
        new ThreadPoolExecutor(
            THREADS,
            THREADS,
            1,
            TimeUnit.MINUTES,
            new ArrayBlockingQueue<>(WAITING),
            RemoteFeatureReader::daemon);
  }

  /** Feast's client on a channel of ours; the constructor is for subclasses. */
  private static final class Client extends FeastClient {
    Client(ManagedChannel channel) {
      super(channel, Optional.empty());
    }
  }

  private static Thread daemon(Runnable work) {
    Thread thread = new Thread(work, "feature-server");
    thread.setDaemon(true);
    return thread;
  }

  @Override
  public CompletionStage<List<FeatureRow>> read(List<Key> keys, long nowMs) {
    Map<Entity, Set<String>> ids = new EnumMap<>(Entity.class);
    Map<Entity, Set<FeatureView>> views = new EnumMap<>(Entity.class);
    for (Key key : keys) {
      Entity entity = key.view().entity();
      ids.computeIfAbsent(entity, e -> new LinkedHashSet<>()).add(key.id());
      views.computeIfAbsent(entity, e -> new LinkedHashSet<>()).add(key.view());
    }
    List<CompletableFuture<Map<Key, FeatureRow>>> parts = new ArrayList<>();
    ids.forEach(
        (entity, wanted) -> {
          List<String> all = List.copyOf(wanted);
          for (int from = 0; from < all.size(); from += ROWS_PER_CALL) {
            List<String> some = all.subList(from, Math.min(all.size(), from + ROWS_PER_CALL));
            Set<FeatureView> of = Objects.requireNonNull(views.get(entity));
            parts.add(submit(() -> read(entity, of, some, nowMs)));
          }
        });
    return CompletableFuture.allOf(parts.toArray(CompletableFuture[]::new))
        .thenApply(
            all -> {
              Map<Key, FeatureRow> rows = new HashMap<>();
              parts.forEach(part -> rows.putAll(part.join()));
              return keys.stream().map(key -> Objects.requireNonNull(rows.get(key))).toList();
            });
  }

  /** One call of Feast's client: all wanted views of one kind of entity. Blocks. */
  private Map<Key, FeatureRow> read(
      Entity entity, Collection<FeatureView> views, List<String> ids, long nowMs) {
    List<String> references =
        views.stream()
            .flatMap(view -> RemoteRows.references(view).stream())
            .collect(Collectors.toList());
    List<Row> entities = new ArrayList<>(ids.size());
    ids.forEach(id -> entities.add(Row.create().set(entity.joinKey(), id)));
    List<Row> answer = new ArrayList<>();
    RemoteCall call =
        RemoteCall.run(
            ReadHeaders.NOW_MS,
            Long.toString(nowMs),
            () -> answer.addAll(client.getOnlineFeatures(references, entities)));
    Map<Key, FeatureRow> rows = new HashMap<>();
    for (int i = 0; i < ids.size(); i++) {
      for (FeatureView view : views) {
        rows.put(
            new Key(view, ids.get(i)),
            RemoteRows.row(view, answer.get(i), call.response(), i, nowMs));
      }
    }
    return rows;
  }

  @Override
  public CompletionStage<Long> newestEventTimeMs(FeatureView view) {
    return submit(
        () -> {
          RemoteCall call =
              RemoteCall.run(ReadHeaders.VIEW, view.name(), client::getFeastServingInfo);
          String newest = call.header(ReadHeaders.NEWEST_MS);
          if (newest == null || newest.equals("-1")) {
            throw new IllegalStateException("the feature server does not know how new a view is");
          }
          return Long.parseLong(newest);
        });
  }

  private <T> CompletableFuture<T> submit(Supplier<T> call) {
    try {
      return CompletableFuture.supplyAsync(call, calls);
    } catch (RejectedExecutionException e) {
      return CompletableFuture.failedFuture(e);
    }
  }

  @Override
  public boolean isConnected() {
    return channel.getState(true) == ConnectivityState.READY;
  }

  @Override
  public void close() {
    calls.shutdownNow();
    channel.shutdownNow();
  }
}
