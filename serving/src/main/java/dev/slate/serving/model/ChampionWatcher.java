package dev.slate.serving.model;

import dev.slate.training.model.registry.ModelRegistry;
import dev.slate.training.model.registry.RefusedModelException;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Follows the registry's champion: a new one is made ready beside the old one and swapped in with
 * one write. Requests that began with the old one end with it. One that is refused changes nothing
 * and its reason is kept. Thread-safe.
 */
public final class ChampionWatcher implements Supplier<@Nullable ServedModel> {
  private static final Logger LOG = LoggerFactory.getLogger(ChampionWatcher.class);
  private static final long PERIOD_MS = 200;

  private final ModelRegistry registry;
  private final ModelLoader loader;
  private final Consumer<ServedModel> beforeSwap;
  private final AtomicReference<@Nullable ServedModel> serving = new AtomicReference<>();
  private final Map<String, String> refused = new ConcurrentHashMap<>();
  private final CompletableFuture<Void> firstLook = new CompletableFuture<>();
  private @Nullable String seen;
  // Kept so that a roll-back takes no time; followed by one thread.
  private @Nullable ServedModel previous;

  /**
   * @param beforeSwap what else must be ready before requests see a model; may fail, then the swap
   *     goes ahead without it
   */
  public ChampionWatcher(
      ModelRegistry registry, ModelLoader loader, Consumer<ServedModel> beforeSwap) {
    this.registry = registry;
    this.loader = loader;
    this.beforeSwap = beforeSwap;
  }

  /** Done once the registry has been looked at, whether there was a model or not. */
  public CompletableFuture<Void> firstLook() {
    return firstLook;
  }

  /** Follows on a scheduler until that is shut down. */
  public void start(ScheduledExecutorService scheduler) {
    var unused = scheduler.scheduleWithFixedDelay(this::look, 0, PERIOD_MS, TimeUnit.MILLISECONDS);
  }

  /** The model that serves, null before there is one. */
  @Override
  public @Nullable ServedModel get() {
    return serving.get();
  }

  /** Why versions were refused, by version. */
  public Map<String, String> refused() {
    return Map.copyOf(refused);
  }

  private void look() {
    try {
      Optional<String> champion = registry.champion();
      if (champion.isPresent() && !champion.get().equals(seen)) {
        seen = champion.get();
        swapTo(champion.get());
      }
      ServedModel model = serving.get();
      if (model != null) {
        model.refresh();
      }
    } catch (RuntimeException e) {
      LOG.warn("The champion cannot be read; looking again: {}", e.toString());
    } finally {
      firstLook.complete(null);
    }
  }

  private void swapTo(String version) {
    long begin = System.nanoTime();
    try {
      ServedModel model = takeBack(version);
      if (model == null) {
        model = loader.load(version);
        prepare(model);
      }
      previous = serving.getAndSet(model);
      refused.remove(version);
      LOG.info("Model {} serves after {} ms", version, (System.nanoTime() - begin) / 1_000_000);
    } catch (RefusedModelException e) {
      refuse(version, e.reason() + "; " + e.fix());
    } catch (RuntimeException e) {
      refuse(version, e.toString());
    }
  }

  /** The model that served before, if it is asked for; else it makes room for the next. */
  private @Nullable ServedModel takeBack(String version) {
    ServedModel kept = previous;
    previous = null;
    if (kept == null || !kept.version().equals(version)) {
      return null;
    }
    kept.refresh();
    return kept;
  }

  private void prepare(ServedModel model) {
    try {
      beforeSwap.accept(model);
    } catch (RuntimeException e) {
      LOG.warn("Model {} serves without all of its preparation: {}", model.version(), e.toString());
    }
  }

  private void refuse(String version, String reason) {
    ServedModel current = serving.get();
    refused.put(version, reason);
    LOG.error(
        "Model {} refused: {}; {} keeps serving",
        version,
        reason,
        current == null ? "no model" : current.version());
  }
}
