package dev.slate.serving.experiment;

import com.fasterxml.jackson.databind.JsonNode;
import dev.slate.serving.topic.TopicWriter;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * All experiments, as the topic {@code experiments} has them. A change goes to the topic and comes
 * back from there, to this process as to every other, within a poll. Thread-safe.
 */
public final class Experiments {
  private static final Comparator<Experiment> FIRST_STARTED =
      Comparator.comparingLong(Experiment::startedMs).thenComparing(Experiment::key);

  private final TopicWriter topic;
  private final Clock clock;
  private final Map<String, Experiment> known = new ConcurrentHashMap<>();
  private volatile List<Experiment> inOrder = List.of();

  public Experiments(TopicWriter topic, Clock clock) {
    this.topic = topic;
    this.clock = clock;
  }

  /** Handles a record of the topic. */
  public void handle(String key, byte @Nullable [] json, long offset) {
    if (json == null) {
      known.remove(key);
    } else {
      known.put(key, ExperimentCodec.decode(json));
    }
    inOrder = known.values().stream().sorted(FIRST_STARTED).toList();
  }

  /** All of them, those that started first first. */
  public List<Experiment> all() {
    return inOrder;
  }

  public @Nullable Experiment find(String key) {
    return known.get(key);
  }

  /** Writes an experiment; it holds everywhere once the topic has come round. */
  public Experiment put(Experiment wanted, String by) {
    Experiment before = known.get(wanted.key());
    long now = clock.millis();
    boolean goesOn = before != null && before.status() == Experiment.Status.RUNNING;
    boolean runs = wanted.status() == Experiment.Status.RUNNING;
    Experiment stamped =
        new Experiment(
            wanted.key(),
            wanted.layer(),
            wanted.status(),
            wanted.hashVersion(),
            wanted.seed(),
            wanted.coverage(),
            wanted.namespace(),
            wanted.variants(),
            wanted.forced(),
            runs && !goesOn ? now : before == null ? 0 : before.startedMs(),
            now,
            by);
    ExperimentRules.check(stamped, inOrder);
    return write(stamped);
  }

  /** Starts or stops a known experiment. */
  public Experiment turn(Experiment experiment, Experiment.Status status, String by) {
    return write(experiment.with(status, clock.millis(), by));
  }

  private Experiment write(Experiment experiment) {
    topic.write(experiment.key(), ExperimentCodec.encode(experiment));
    return experiment;
  }

  /** What every experiment means for a user; in a layer, the first that takes the user has them. */
  public List<Assignment> assign(String unitId) {
    List<Assignment> assignments = new ArrayList<>();
    Map<String, String> taken = new LinkedHashMap<>();
    for (Experiment experiment : inOrder) {
      String holder = taken.get(experiment.layer());
      Assignment assignment =
          holder != null && experiment.status() == Experiment.Status.RUNNING
              ? experiment.none("in " + holder + ", which started earlier in this layer")
              : experiment.assign(unitId);
      if (assignment.variant() != null) {
        taken.put(experiment.layer(), experiment.key());
      }
      assignments.add(assignment);
    }
    return assignments;
  }

  /** The variants that apply to a request of a user; none for nobody. */
  public Variants variantsOf(@Nullable String unitId) {
    if (unitId == null || inOrder.isEmpty()) {
      return Variants.NONE;
    }
    Map<String, String> variants = new LinkedHashMap<>();
    Map<String, JsonNode> parameters = new LinkedHashMap<>();
    for (Assignment assignment : assign(unitId)) {
      Variant variant = assignment.variant();
      if (variant != null) {
        variants.put(assignment.experiment().key(), variant.key());
        parameters.putAll(variant.parameters());
      }
    }
    return new Variants(variants, parameters);
  }
}
