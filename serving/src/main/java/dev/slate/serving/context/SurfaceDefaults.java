package dev.slate.serving.context;

import dev.slate.data.config.InvalidConfigException;
import dev.slate.data.config.SurfaceSettings;
import dev.slate.serving.scope.InvalidFilterException;
import dev.slate.serving.scope.ItemFilter;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a surface asks for besides what its requests ask for.
 *
 * @param count items when the request does not say; 0: as everywhere
 * @param filter what items must pass in any case, null for all
 */
public record SurfaceDefaults(int count, @Nullable ItemFilter filter) {
  /** Nothing. */
  public static final SurfaceDefaults NONE = new SurfaceDefaults(0, null);

  /**
   * Reads the filters.
   *
   * @throws InvalidConfigException naming the surface whose filter is none
   */
  public static Map<String, SurfaceDefaults> of(Map<String, SurfaceSettings> surfaces) {
    Map<String, SurfaceDefaults> defaults = new HashMap<>();
    surfaces.forEach(
        (name, settings) ->
            defaults.put(
                name, new SurfaceDefaults(settings.count(), filter(name, settings.filter()))));
    return Map.copyOf(defaults);
  }

  private static @Nullable ItemFilter filter(String surface, String text) {
    try {
      return text.isBlank() ? null : ItemFilter.parse(text);
    } catch (InvalidFilterException e) {
      throw new InvalidConfigException(
          "slate.serving.surfaces." + surface + ".filter",
          text,
          "a filter expression (" + e.getMessage() + "; " + e.fix() + ")");
    }
  }
}
