package dev.slate.serving.experiment;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Arrays;
import java.util.Optional;

/** Everything in the request path that a variant may change. */
public enum Parameter {
  ALS_CANDIDATES("retrieve.als.candidates", 0, 2_000),
  TWO_TOWER_CANDIDATES("retrieve.two-tower.candidates", 0, 2_000),
  ITEM_TO_ITEM_CANDIDATES("retrieve.item-to-item.candidates", 0, 2_000),
  TRENDING_CANDIDATES("retrieve.trending.candidates", 0, 1_000),
  POPULAR_CANDIDATES("retrieve.popular.candidates", 0, 1_000),
  NEW_CANDIDATES("retrieve.new.candidates", 0, 200),
  /** Whether items that the user has seen are left out; what they dismissed always is. */
  FILTER_SEEN("filter.seen"),
  /** For how many seconds what was shown is not shown again; 0: it may be. */
  FILTER_SERVED_S("filter.served.seconds", 0, 604_800),
  /** Whether the ranker scores the candidates. */
  RANK_MODEL("rank.model"),
  /** How many of the best candidates the slate is chosen from. */
  RERANK_DEPTH("rerank.depth", 1, 500),
  /** What categories count when max-sum, mmr and dpp compare items; the rest is learnt vectors. */
  RERANK_CATEGORY_WEIGHT("rerank.category-weight", 0.0, 1.0),
  FRESHNESS("rerank.freshness.on"),
  /** What is added to the relevance, 0 to 1, of an item that was created just now. */
  FRESHNESS_WEIGHT("rerank.freshness.weight", 0.0, 10.0),
  /** After how many days half of that is left. */
  FRESHNESS_HALF_LIFE("rerank.freshness.half-life-days", 0.01, 10_000.0),
  CALIBRATED("rerank.calibrated.on"),
  /** 0 is relevance alone, 1 is calibration alone. */
  CALIBRATED_LAMBDA("rerank.calibrated.lambda", 0.0, 1.0),
  MAX_SUM("rerank.max-sum.on"),
  /** 1 is relevance alone, 0 is diversity alone. */
  MAX_SUM_LAMBDA("rerank.max-sum.lambda", 0.0, 1.0),
  MMR("rerank.mmr.on"),
  /** 1 is relevance alone, 0 is diversity alone. */
  MMR_LAMBDA("rerank.mmr.lambda", 0.0, 1.0),
  DPP("rerank.dpp.on"),
  /** 1 is relevance alone, 0 is diversity alone. */
  DPP_THETA("rerank.dpp.theta", 0.0, 1.0),
  CATEGORY_CAP("rerank.category-cap.on"),
  /** Items of one category. */
  CATEGORY_CAP_MAX("rerank.category-cap.max", 1, 500),
  CREATOR_CAP("rerank.creator-cap.on"),
  /** Items of one creator. */
  CREATOR_CAP_MAX("rerank.creator-cap.max", 1, 500),
  EXPLORATION("rerank.exploration.on"),
  /** Slots of a slate that may explore. */
  EXPLORATION_SLOTS("rerank.exploration.slots", 0, 20),
  /** How often each of them does. */
  EXPLORATION_RATE("rerank.exploration.rate", 0.0, 1.0),
  /** How many items it chooses from. */
  EXPLORATION_DEPTH("rerank.exploration.depth", 1, 200),
  /** Whether the surface's mix and fixed slots apply. */
  MIX("rerank.mix.on"),
  FIXED("rerank.fixed.on"),
  /** The share of the requests whose traces are logged. */
  TRACE_RATE("trace.rate", 0.0, 1.0),
  /** Whether the users that are always traced are. */
  TRACE_USERS("trace.users");

  private enum Type {
    WHOLE,
    NUMBER,
    SWITCH
  }

  private final String key;
  private final Type type;
  private final double min;
  private final double max;

  Parameter(String key, int min, int max) {
    this(key, Type.WHOLE, min, max);
  }

  Parameter(String key, double min, double max) {
    this(key, Type.NUMBER, min, max);
  }

  Parameter(String key) {
    this(key, Type.SWITCH, 0, 1);
  }

  Parameter(String key, Type type, double min, double max) {
    this.key = key;
    this.type = type;
    this.min = min;
    this.max = max;
  }

  public String key() {
    return key;
  }

  /** What a value must be, for messages. */
  public String expected() {
    return switch (type) {
      case WHOLE -> "a whole number from " + (long) min + " to " + (long) max;
      case NUMBER -> "a number from " + min + " to " + max;
      case SWITCH -> "true or false";
    };
  }

  /** Finds a parameter by its key. */
  public static Optional<Parameter> of(String key) {
    return Arrays.stream(values()).filter(p -> p.key.equals(key)).findFirst();
  }

  /** The value as a number, a switch as 0 or 1; empty if it is not {@link #expected}. */
  public Optional<Double> read(JsonNode node) {
    boolean fits =
        switch (type) {
          case WHOLE -> node.isIntegralNumber() && isWithin(node.doubleValue());
          case NUMBER -> node.isNumber() && isWithin(node.doubleValue());
          case SWITCH -> node.isBoolean();
        };
    if (!fits) {
      return Optional.empty();
    }
    return Optional.of(node.isBoolean() ? (node.booleanValue() ? 1.0 : 0.0) : node.doubleValue());
  }

  private boolean isWithin(double value) {
    return value >= min && value <= max;
  }
}
