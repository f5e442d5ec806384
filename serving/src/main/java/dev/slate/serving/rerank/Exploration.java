package dev.slate.serving.rerank;

import dev.slate.featurestore.FeatureCatalog;
import dev.slate.featurestore.assemble.FeatureAssembler;
import dev.slate.serving.context.RequestContext;
import dev.slate.serving.experiment.Parameter;
import dev.slate.serving.experiment.Parameters;
import dev.slate.serving.hydrate.Hydrated;
import dev.slate.serving.rank.Ranked;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Slots of the slate, evenly spread, that are filled by chance: at the rate that the parameters say
 * by {@link ThompsonSampling} over the next items, by what lately happened to each, else by the
 * next item. The chance is the request id's alone, so that a replay gives the same slate. Needs
 * features: nothing is explored on the rungs that have none.
 */
final class Exploration {
  /** No slot explores. */
  static final Draws NONE =
      new Draws(
          new Hydrated(List.of(), List.of(), new float[0]),
          new Inputs(0, 0, 0),
          0,
          0,
          0,
          new SplittableRandom(0));

  private final Inputs inputs;

  /** Where a vector has what happened to its item; -1 if it has not. */
  private record Inputs(int interactions, int impressions, int width) {}

  Exploration(FeatureCatalog features) {
    FeatureAssembler assembler = new FeatureAssembler(features);
    inputs =
        new Inputs(
            assembler.names().indexOf("item_activity:interactions_7d"),
            assembler.names().indexOf("item_activity:impressions_7d"),
            assembler.size());
  }

  /** The exploration of one request; for one thread. */
  Draws start(RequestContext context, Hydrated hydrated) {
    Parameters parameters = context.parameters();
    boolean possible =
        parameters.isOn(Parameter.EXPLORATION)
            && inputs.interactions >= 0
            && inputs.impressions >= 0
            && hydrated.features().length > 0;
    return new Draws(
        hydrated,
        inputs,
        possible ? parameters.wholeNumber(Parameter.EXPLORATION_SLOTS) : 0,
        parameters.number(Parameter.EXPLORATION_RATE),
        context.request().count(),
        new SplittableRandom(seed(context.request().requestId())));
  }

  /** FNV-1a over the characters: the same everywhere. */
  private static long seed(String requestId) {
    long hash = 0xcbf29ce484222325L;
    for (int i = 0; i < requestId.length(); i++) {
      hash = (hash ^ requestId.charAt(i)) * 0x100000001b3L;
    }
    return hash;
  }

  /**
   * What was drawn.
   *
   * @param index of the candidates; 0 is the next item
   * @param propensity with which it was
   */
  record Drawn(int index, double propensity) {}

  /** The draws of one request. */
  static final class Draws {
    private final Hydrated hydrated;
    private final Inputs inputs;
    private final int slots;
    private final double rate;
    private final int count;
    private final SplittableRandom random;

    private Draws(
        Hydrated hydrated,
        Inputs inputs,
        int slots,
        double rate,
        int count,
        SplittableRandom random) {
      this.hydrated = hydrated;
      this.inputs = inputs;
      this.slots = Math.min(slots, count);
      this.rate = rate;
      this.count = count;
      this.random = random;
    }

    boolean isSlot(int position) {
      for (int slot = 0; slot < slots; slot++) {
        if (position == (slot + 1) * count / (slots + 1)) {
          return true;
        }
      }
      return false;
    }

    /**
     * Draws one of the candidates.
     *
     * @param candidates not empty, the next item first
     */
    Drawn draw(List<Ranked.Entry> candidates) {
      double[] chances = chances(candidates);
      double left = random.nextDouble();
      int drawn = 0;
      while (drawn < chances.length - 1 && left >= chances[drawn]) {
        left -= chances[drawn];
        drawn++;
      }
      return new Drawn(drawn, chances[drawn]);
    }

    /** Of each candidate to be drawn; they sum to 1. */
    double[] chances(List<Ranked.Entry> candidates) {
      double[] clicks = new double[candidates.size()];
      double[] misses = new double[candidates.size()];
      for (int i = 0; i < clicks.length; i++) {
        int row = candidates.get(i).row() * inputs.width;
        clicks[i] = count(hydrated.features()[row + inputs.interactions]);
        misses[i] = Math.max(0, count(hydrated.features()[row + inputs.impressions]) - clicks[i]);
      }
      double[] chances = ThompsonSampling.probabilities(clicks, misses);
      for (int i = 0; i < chances.length; i++) {
        chances[i] *= rate;
      }
      chances[0] += 1 - rate;
      return chances;
    }

    private static double count(float value) {
      return value > 0 ? value : 0;
    }
  }
}
