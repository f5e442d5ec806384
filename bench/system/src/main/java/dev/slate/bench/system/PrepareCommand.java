package dev.slate.bench.system;

import dev.slate.data.Topics;
import dev.slate.data.catalog.CatalogCodec;
import dev.slate.data.config.SlateConfig;
import dev.slate.data.event.EventCodec;
import dev.slate.featurestore.FeatureCatalog;
import dev.slate.featurestore.FeatureView;
import dev.slate.featurestore.assemble.FeatureAssembler;
import dev.slate.featurestore.online.RedisBatchWriter;
import dev.slate.featurestore.online.feast.FeastLayout;
import dev.slate.featurestore.store.PackedRow;
import dev.slate.pipelines.streaming.StreamJob;
import dev.slate.training.model.index.IndexEngine;
import dev.slate.training.model.rank.FlatTrees;
import dev.slate.training.model.registry.ModelRegistry;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.function.IntFunction;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Makes a world in a home: catalogue, events folded by the stream job, batch rows, a model. */
@Command(
    name = "prepare",
    mixinStandardHelpOptions = true,
    description = "Makes a world in a home.")
final class PrepareCommand implements Callable<Integer> {
  private static final int CHUNK = 5_000;

  @Option(names = "--home", required = true, description = "An empty or absent directory.")
  private Path home = Path.of("");

  @Mixin private WorldOptions world = new WorldOptions();

  @Option(
      names = "--index",
      defaultValue = "auto",
      description = "auto, exact, hnsw or hnswlib. Default: ${DEFAULT-VALUE}")
  private String index = "";

  private final long nowMs = System.currentTimeMillis();
  private long stepNanos = System.nanoTime();

  @Override
  public Integer call() throws Exception {
    Files.createDirectories(home);
    WorldShape shape = world.shape();
    LatentItems latent = new LatentItems(shape.items());
    SampleRows sample = new SampleRows(latent, nowMs);
    try (Platform platform = new Platform(home.toAbsolutePath())) {
      SlateConfig config = platform.config();
      for (int i = 0; i < shape.items(); i++) {
        platform.send(Topics.ITEMS, LatentItems.id(i), CatalogCodec.encode(latent.item(i, nowMs)));
      }
      new WorldEvents(shape, latent)
          .forEach(
              nowMs,
              event -> {
                sample.add(event);
                platform.send(Topics.EVENTS, event.userId(), EventCodec.encode(event));
              });
      platform.flush();
      done("catalogue and events in the log");
      try (StreamJob stream = new StreamJob(config, "bench")) {
        stream.start();
        Progress.awaitFolded(config.kafka().bootstrapServers(), config.redis().uri());
      }
      done("states in Redis");
      batchRows(config, shape);
      done("batch rows in Redis");
      WorldModel model = new WorldModel(latent, IndexEngine.ofConfigName(index));
      done("indexes: " + model.indexes());
      publish(config, model, sample);
      done("model published");
    }
    shape.write(home);
    return 0;
  }

  private void batchRows(SlateConfig config, WorldShape shape) {
    FeatureCatalog features = FeatureCatalog.standard();
    FeastLayout layout = FeastLayout.of(config.features().feast().project(), features);
    try (RedisBatchWriter rows = new RedisBatchWriter(config.redis().uri(), layout)) {
      write(rows, features.userLongterm(), shape.users(), WorldEvents::user);
      write(rows, features.itemLongterm(), shape.items(), LatentItems::id);
    }
  }

  private void write(RedisBatchWriter rows, FeatureView view, int n, IntFunction<String> id) {
    SplittableRandom random = new SplittableRandom(1);
    long fingerprint = PackedRow.shortFingerprint(FeatureCatalog.standard().fingerprint());
    Map<String, PackedRow> chunk = new HashMap<>();
    for (int i = 0; i < n; i++) {
      chunk.put(id.apply(i), new PackedRow(fingerprint, nowMs, SampleRows.batchRow(view, random)));
      if (chunk.size() == CHUNK || i == n - 1) {
        rows.write(view, chunk);
        chunk = new HashMap<>();
      }
    }
    rows.publish(view, nowMs);
  }

  private static void publish(SlateConfig config, WorldModel model, SampleRows sample) {
    int leading =
        new FeatureAssembler(FeatureCatalog.standard()).names().indexOf("score:two_tower");
    FlatTrees ranker = new GrownTrees(sample.rows(model.unranked()), leading).grow();
    ModelRegistry registry = new ModelRegistry(config.paths().registry());
    // Two versions, so that they can be swapped under load.
    for (int i = 0; i < 2; i++) {
      String version = registry.nextVersion(LocalDate.now(ZoneOffset.UTC));
      registry.publish(model.bundle(version, ranker));
      registry.promote(version);
    }
  }

  private void done(String step) {
    long now = System.nanoTime();
    System.out.printf(Locale.ROOT, "%6.1f s  %s%n", (now - stepNanos) / 1e9, step);
    stepNanos = now;
  }
}
