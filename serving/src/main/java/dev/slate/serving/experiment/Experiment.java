package dev.slate.serving.experiment;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonValue;
import dev.slate.serving.experiment.GrowthBookHash.BucketRange;
import dev.slate.serving.experiment.GrowthBookHash.Namespace;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An experiment as it lies on the topic {@code experiments}; immutable.
 *
 * @param layer experiments of one layer never share a user
 * @param coverage share of the users that take part
 * @param namespace limits it to a part of the users, null for all
 * @param forced variant key by user id, whatever the hash says
 * @param startedMs when it was last started; in its layer, the one that started first goes first
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Experiment(
    String key,
    String layer,
    Status status,
    int hashVersion,
    String seed,
    double coverage,
    @Nullable Namespace namespace,
    List<Variant> variants,
    Map<String, String> forced,
    long startedMs,
    long updatedMs,
    String updatedBy) {

  /** Whether it assigns anybody. */
  public enum Status {
    RUNNING,
    STOPPED;

    @JsonValue
    public String wireName() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  public Experiment {
    variants = List.copyOf(variants);
    forced = Map.copyOf(forced);
  }

  /** The variant of a user, and why; a stopped experiment has none for anybody. */
  public Assignment assign(String unitId) {
    if (status == Status.STOPPED) {
      return none("stopped");
    }
    String forcedKey = forced.get(unitId);
    if (forcedKey != null) {
      return variants.stream()
          .filter(v -> v.key().equals(forcedKey))
          .findFirst()
          .map(v -> new Assignment(this, v, "forced"))
          .orElseGet(() -> none("forced into a variant that does not exist"));
    }
    if (namespace != null && !GrowthBookHash.inNamespace(unitId, namespace)) {
      return none("outside its part of namespace " + namespace.id());
    }
    List<BucketRange> ranges =
        GrowthBookHash.bucketRanges(
            variants.size(), coverage, variants.stream().map(Variant::weight).toList());
    double n = GrowthBookHash.hash(seed, unitId, hashVersion).orElse(-1);
    int chosen = GrowthBookHash.chooseVariation(n, ranges);
    return chosen < 0
        ? none("outside its coverage")
        : new Assignment(this, variants.get(chosen), "hash " + n);
  }

  Assignment none(String reason) {
    return new Assignment(this, null, reason);
  }

  Experiment with(Status newStatus, long nowMs, String by) {
    long started = newStatus == Status.RUNNING && status == Status.STOPPED ? nowMs : startedMs;
    return new Experiment(
        key,
        layer,
        newStatus,
        hashVersion,
        seed,
        coverage,
        namespace,
        variants,
        forced,
        started,
        nowMs,
        by);
  }
}
