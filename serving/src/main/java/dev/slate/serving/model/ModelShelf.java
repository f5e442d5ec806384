package dev.slate.serving.model;

import dev.slate.training.model.registry.ModelRegistry;
import dev.slate.training.model.registry.RefusedModelException;
import java.lang.ref.SoftReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Published versions beside the champion, loaded when they are asked for: at most one, and only as
 * long as there is memory for it. Loading takes seconds, so requests must not call it.
 */
public final class ModelShelf {
  private final ModelRegistry registry;
  private final ModelLoader loader;
  private final Supplier<@Nullable ServedModel> serving;
  private SoftReference<@Nullable ServedModel> kept = new SoftReference<>(null);

  /**
   * @param serving the champion
   */
  public ModelShelf(
      ModelRegistry registry, ModelLoader loader, Supplier<@Nullable ServedModel> serving) {
    this.registry = registry;
    this.loader = loader;
    this.serving = serving;
  }

  /**
   * The model of a version, null if none is published under that name.
   *
   * @throws RefusedModelException if it must not serve
   */
  public synchronized @Nullable ServedModel get(String version) throws RefusedModelException {
    ServedModel champion = serving.get();
    if (champion != null && champion.version().equals(version)) {
      return champion;
    }
    ServedModel shelved = kept.get();
    if (shelved != null && shelved.version().equals(version)) {
      return shelved;
    }
    if (registry.list().stream().noneMatch(manifest -> manifest.version().equals(version))) {
      return null;
    }
    kept.clear();
    ServedModel loaded = loader.load(version);
    kept = new SoftReference<>(loaded);
    return loaded;
  }
}
