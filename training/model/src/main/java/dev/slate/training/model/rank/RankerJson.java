package dev.slate.training.model.rank;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.slate.training.model.FormatException;
import java.io.IOException;
import java.util.List;

/**
 * {@code ranker.json}: format version, inputs and which of them are compared within the list, then
 * the ranker and maybe a light one, each with its calibration. Version 1 is the node arrays of one
 * ensemble of trees.
 */
public final class RankerJson {
  private static final int FORMAT_VERSION = 2;
  private static final ObjectMapper JSON =
      new ObjectMapper()
          .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
          .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES);

  private record OnlyTrees(int formatVersion, int inputs, float base, List<Tree> trees) {}

  private record Tiers(int formatVersion, int inputs, int[] relative, List<Tier> tiers) {}

  private record Tier(float scale, float offset, Model model) {
    static Tier of(Ranker ranker) {
      return ranker instanceof CalibratedRanker calibrated
          ? new Tier(calibrated.scale(), calibrated.offset(), Model.of(calibrated.model()))
          : new Tier(1, 0, Model.of(ranker));
    }

    Ranker toRanker() {
      Ranker ranker = model.toRanker();
      return scale == 1 && offset == 0 ? ranker : new CalibratedRanker(ranker, scale, offset);
    }
  }

  /** Names of kinds, never of classes. */
  @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
  @JsonSubTypes({
    @JsonSubTypes.Type(value = Trees.class, name = "trees"),
    @JsonSubTypes.Type(value = Machine.class, name = "factorization-machine")
  })
  private sealed interface Model {
    Ranker toRanker();

    static Model of(Ranker ranker) {
      if (ranker instanceof FlatTrees trees) {
        return new Trees(trees.inputs(), trees.base(), trees.toTrees());
      }
      if (ranker instanceof FactorizationMachine machine) {
        return new Machine(machine);
      }
      throw new IllegalArgumentException(
          "ranker: "
              + ranker.getClass().getName()
              + " (expected: FlatTrees or FactorizationMachine)");
    }
  }

  private record Trees(int inputs, float base, List<Tree> trees) implements Model {
    @Override
    public Ranker toRanker() {
      return FlatTrees.of(inputs, base, trees);
    }
  }

  private record Machine(FactorizationMachine machine) implements Model {
    @Override
    public Ranker toRanker() {
      return machine;
    }
  }

  private RankerJson() {}

  /**
   * @throws IllegalArgumentException if it is of a kind that cannot be written
   */
  public static byte[] write(Ranker ranker) {
    Ranker model = ranker instanceof ListRanker list ? list.model() : ranker;
    int[] relative = ranker instanceof ListRanker list ? list.relative().columns() : new int[0];
    List<Tier> tiers =
        model instanceof TieredRanker both
            ? List.of(Tier.of(both.full()), Tier.of(both.light()))
            : List.of(Tier.of(model));
    try {
      return JSON.writeValueAsBytes(new Tiers(FORMAT_VERSION, ranker.inputs(), relative, tiers));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("arrays of numbers are JSON", e);
    }
  }

  /**
   * @throws FormatException if the bytes are no ranker of this format
   */
  public static Ranker read(byte[] bytes) {
    try {
      var document = JSON.readTree(bytes);
      if (document == null || !document.isObject()) {
        throw new FormatException("ranker: no object (expected: a document)");
      }
      int version = document.path("formatVersion").asInt(0);
      return switch (version) {
        case 1 -> trees(JSON.treeToValue(document, OnlyTrees.class));
        case FORMAT_VERSION -> tiers(JSON.treeToValue(document, Tiers.class));
        default ->
            throw new FormatException(
                "ranker formatVersion: " + version + " (expected: 1 or " + FORMAT_VERSION + ")");
      };
    } catch (IOException e) {
      throw new FormatException("ranker is not JSON of its format: " + e.getMessage(), e);
    }
  }

  private static Ranker trees(OnlyTrees document) {
    return FlatTrees.of(document.inputs, document.base, document.trees);
  }

  private static Ranker tiers(Tiers document) {
    Ranker model = model(document.tiers);
    return document.relative.length == 0
        ? model
        : new ListRanker(new RelativeInputs(document.inputs, document.relative), model);
  }

  private static Ranker model(List<Tier> tiers) {
    return switch (tiers.size()) {
      case 1 -> tiers.get(0).toRanker();
      case 2 -> new TieredRanker(tiers.get(0).toRanker(), tiers.get(1).toRanker());
      default ->
          throw new FormatException(
              "ranker tiers: " + tiers.size() + " (expected: the ranker, and a light one)");
    };
  }
}
