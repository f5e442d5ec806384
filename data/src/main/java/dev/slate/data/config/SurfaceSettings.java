package dev.slate.data.config;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is different on one surface.
 *
 * @param parameters values of request parameters, by key
 * @param mix how sources take turns; null: ranked by score
 * @param fixed slots that a source fills
 * @param count items when the request does not say; 0: {@code serving.slate-size}
 * @param filter expression that every item must pass; empty: none
 */
public record SurfaceSettings(
    Map<String, Object> parameters,
    @Nullable Mix mix,
    List<FixedSlot> fixed,
    int count,
    String filter) {
  /** Nothing is different. */
  public static final SurfaceSettings NONE = new SurfaceSettings(Map.of(), null, List.of());

  /** With neither a count nor a filter of its own. */
  public SurfaceSettings(Map<String, Object> parameters, @Nullable Mix mix, List<FixedSlot> fixed) {
    this(parameters, mix, fixed, 0, "");
  }

  public SurfaceSettings {
    parameters = Map.copyOf(parameters);
    fixed = List.copyOf(fixed);
  }

  /**
   * A list of which each source has its part.
   *
   * @param sources in the order in which they take turns, the heaviest first
   */
  public record Mix(Order order, List<Share> sources) {
    public Mix {
      sources = List.copyOf(sources);
    }
  }

  /** Who has the next turn. */
  public enum Order {
    /** One after the other, again and again. */
    FAIR,
    /** Each as often as its weight says, evenly spread. */
    WEIGHTED,
    /** One after the other, then backwards, and so on. */
    SNAKE
  }

  /** A source and its weight, at least 1. */
  public record Share(String source, int weight) {}

  /**
   * A slot that is a source's.
   *
   * @param slot 1 is the first
   * @param conditions that must all hold
   */
  public record FixedSlot(int slot, String source, List<Condition> conditions) {
    public FixedSlot {
      conditions = List.copyOf(conditions);
    }
  }

  /** A comparison of something that a request knows with a number. */
  public record Condition(Known known, Comparison comparison, int number) {

    /** Whether it holds for a value. */
    public boolean holds(int value) {
      return switch (comparison) {
        case LESS -> value < number;
        case AT_MOST -> value <= number;
        case EQUAL -> value == number;
        case AT_LEAST -> value >= number;
        case MORE -> value > number;
      };
    }
  }

  /** What conditions may ask. */
  public enum Known {
    /** How many interactions of the user are known. */
    HISTORY,
    /** Of the user's day, 0 to 23; UTC where their zone is not known. */
    HOUR
  }

  /** How. */
  public enum Comparison {
    LESS,
    AT_MOST,
    EQUAL,
    AT_LEAST,
    MORE
  }
}
