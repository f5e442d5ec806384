package dev.slate.featurestore.audit;

import dev.slate.data.catalog.Item;
import dev.slate.featurestore.store.StateVersion;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The vectors that one request ranked with, bit for bit, and of everything they were computed from
 * exactly which version: enough to compute them again from the log alone.
 *
 * @param requestId of the slate
 * @param nowMs the request's one time
 * @param model version of the model that ranked
 * @param fingerprint of the feature catalogue
 * @param minRating fewest stars of a positive rating, as the scores took it
 * @param user whose vectors they are
 * @param history categories of the history's items, as the catalogue had them then; an item that
 *     was not in it is missing
 * @param candidates all that were ranked
 * @param vectors {@code [candidates x features]}, in the order of {@link
 *     dev.slate.featurestore.assemble.FeatureAssembler#names()}
 */
@SuppressWarnings("ArrayRecordComponent") // Made once, written once; never compared.
public record ServedVectors(
    String requestId,
    long nowMs,
    String model,
    String fingerprint,
    double minRating,
    User user,
    Map<String, List<String>> history,
    List<Candidate> candidates,
    float[] vectors) {

  /** An offset or a time that is not known. */
  public static final long UNKNOWN = -1;

  /**
   * Whose part it is.
   *
   * @param partition of {@code events} that holds the user
   * @param offset the user's state contained exactly the accepted records before it; {@link
   *     #UNKNOWN} if the reader could not tell
   * @param rowMs the time as of which the nightly run's row held; {@link #UNKNOWN} if there was no
   *     row
   */
  public record User(String id, int partition, long offset, long rowMs) {}

  /**
   * One item that was ranked, with what the catalogue knew of it then.
   *
   * @param version of the state, null if nothing was known of the item
   * @param stateKnown whether there was a state: one without a version cannot be judged
   * @param rowMs as of {@link User#rowMs}
   * @param createdMs 0 if not known
   * @param attributes of an item that the model does not know, and so reads them; else empty
   */
  public record Candidate(
      String itemId,
      @Nullable StateVersion version,
      boolean stateKnown,
      long rowMs,
      long createdMs,
      List<String> categories,
      Map<String, String> attributes) {
    public Candidate {
      categories = List.copyOf(categories);
      attributes = Map.copyOf(attributes);
    }

    /** What the catalogue said of it. */
    Item facts() {
      return new Item(itemId, "", categories, createdMs, true, attributes);
    }
  }

  public ServedVectors {
    history = Map.copyOf(history);
    candidates = List.copyOf(candidates);
  }

  /** Floats of one candidate; 0 if there is none. */
  public int width() {
    return candidates.isEmpty() ? 0 : vectors.length / candidates.size();
  }
}
