package dev.slate.bench.features;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.slate.featurestore.FeatureCatalog;
import dev.slate.featurestore.FeatureView;
import dev.slate.featurestore.feature.Feature;
import dev.slate.featurestore.online.RedisBatchWriter;
import dev.slate.featurestore.online.RedisValueReader;
import dev.slate.featurestore.online.feast.FeastLayout;
import dev.slate.featurestore.store.DirectFeatureReader;
import dev.slate.featurestore.store.FeatureRow;
import dev.slate.featurestore.store.PackedRow;
import dev.slate.featurestore.store.ValueReader.Key;
import dev.slate.pipelines.local.platform.EmbeddedRedis;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** That Feast's Python SDK reads what we write, and that we read what it writes. */
@Command(
    name = "peers",
    mixinStandardHelpOptions = true,
    description = "We write and Feast's SDK reads; the SDK writes and we read: the same values.",
    footer = {"", "Example: bench/features/run peers --feast /tmp/feast-venv"})
final class PeerCheck implements Callable<Integer> {
  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final FeatureCatalog CATALOG = FeatureCatalog.standard();
  private static final FeastLayout LAYOUT = FeastLayout.of(BenchView.PROJECT, CATALOG);
  private static final int ROWS = 50;

  @Option(names = "--feast", required = true, description = "A virtual environment with Feast")
  private Path feast = Path.of("");

  private final Random random = new Random(1);
  private int compared;

  /** The views as {@code peer.py apply} takes them. */
  static String views(List<FeatureView> views) {
    ArrayNode all = MAPPER.createArrayNode();
    for (FeatureView view : views) {
      ObjectNode node = all.addObject();
      node.put("name", view.name());
      node.put("joinKey", view.entity().joinKey());
      node.put("ttlSeconds", view.ttl().toSeconds());
      ArrayNode features = node.putArray("features");
      view.scalars().forEach(scalar -> features.add(scalar.name()));
    }
    return all.toString();
  }

  @Override
  public Integer call() throws Exception {
    Path directory = Files.createTempDirectory("slate-feast-peers");
    List<FeatureView> views =
        CATALOG.views().stream().filter(view -> view.source() == FeatureView.Source.BATCH).toList();
    try (EmbeddedRedis redis = EmbeddedRedis.start(directory.resolve("redis"))) {
      Peer peer = new Peer(feast, directory.resolve("repo"));
      Path file = directory.resolve("views.json");
      Files.writeString(file, views(views));
      peer.run("apply", redis.uri().substring("redis://".length()), file.toString());
      for (FeatureView view : views) {
        weWriteTheyRead(redis.uri(), peer, view);
        theyWriteWeRead(redis.uri(), peer, view, directory.resolve("rows.json"));
      }
    }
    System.out.println(compared + " values compared with Feast's SDK, all equal");
    return 0;
  }

  private float[] values(FeatureView view) {
    float[] values = new float[view.scalars().size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = random.nextInt(5) == 0 ? Float.NaN : Float.intBitsToFloat(random.nextInt());
      // Infinite or NaN of other bits is no value that JSON can show.
      values[i] = Float.isFinite(values[i]) ? values[i] : Float.NaN;
    }
    return values;
  }

  private void weWriteTheyRead(String redis, Peer peer, FeatureView view) throws Exception {
    Map<String, PackedRow> rows = new HashMap<>();
    for (int i = 0; i < ROWS; i++) {
      rows.put(
          "ours-é" + i,
          new PackedRow(LAYOUT.fingerprint(), System.currentTimeMillis(), values(view)));
    }
    try (RedisBatchWriter writer = new RedisBatchWriter(redis, LAYOUT)) {
      writer.write(view, rows);
    }
    List<String> arguments = new ArrayList<>(List.of("read", view.name()));
    arguments.addAll(rows.keySet());
    JsonNode read = MAPPER.readTree(peer.run(arguments.toArray(String[]::new)));
    for (Map.Entry<String, PackedRow> row : rows.entrySet()) {
      for (int i = 0; i < row.getValue().values().length; i++) {
        JsonNode theirs = read.path(row.getKey()).path(view.scalars().get(i).name());
        require(
            view,
            row.getKey(),
            i,
            row.getValue().values()[i],
            theirs.isNull() ? Float.NaN : (float) theirs.doubleValue());
      }
    }
  }

  private void theyWriteWeRead(String redis, Peer peer, FeatureView view, Path file)
      throws Exception {
    Map<String, float[]> rows = new HashMap<>();
    ArrayNode json = MAPPER.createArrayNode();
    for (int i = 0; i < ROWS; i++) {
      // Over a row of ours, which is older, every other time.
      String id = (i % 2 == 0 ? "ours-é" : "theirs-") + i;
      float[] values = values(view);
      rows.put(id, values);
      ObjectNode row = json.addObject();
      row.put("view", view.name()).put("id", id);
      row.put("eventTimeMs", System.currentTimeMillis() + 1_000);
      ObjectNode named = row.putObject("values");
      for (int f = 0; f < values.length; f++) {
        named.put(view.scalars().get(f).name(), Float.isNaN(values[f]) ? null : (Float) values[f]);
      }
    }
    Files.writeString(file, json.toString());
    peer.run("write", file.toString());
    RedisValueReader store = RedisValueReader.withFeast(redis, 4, Duration.ofSeconds(2), LAYOUT);
    try (DirectFeatureReader reader = new DirectFeatureReader(store, CATALOG, store::isConnected)) {
      while (!reader.isConnected()) {
        Thread.onSpinWait();
      }
      for (Map.Entry<String, float[]> row : rows.entrySet()) {
        FeatureRow read =
            reader
                .read(List.of(new Key(view, row.getKey())), System.currentTimeMillis())
                .toCompletableFuture()
                .get(5, TimeUnit.SECONDS)
                .get(0);
        for (int i = 0; i < row.getValue().length; i++) {
          require(view, row.getKey(), i, row.getValue()[i], read.values()[i]);
        }
      }
    }
  }

  private void require(FeatureView view, String id, int feature, float written, float read) {
    compared++;
    if (Float.floatToIntBits(written) != Float.floatToIntBits(read)) {
      Feature<?> scalar = view.scalars().get(feature);
      throw new IllegalStateException(
          view.name()
              + ":"
              + scalar.name()
              + " of "
              + id
              + " was written as "
              + written
              + " and read as "
              + read);
    }
  }
}
