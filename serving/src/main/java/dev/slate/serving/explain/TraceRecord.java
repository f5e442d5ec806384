package dev.slate.serving.explain;

import com.fasterxml.jackson.annotation.JsonValue;
import com.fasterxml.jackson.databind.JsonNode;
import dev.slate.data.catalog.Item;
import dev.slate.featurestore.FeatureStatus;
import dev.slate.featurestore.FeatureView;
import dev.slate.featurestore.state.RecentItem;
import dev.slate.featurestore.store.FeatureRow;
import dev.slate.serving.context.LadderStep;
import dev.slate.serving.retrieve.Candidate;
import dev.slate.serving.retrieve.Candidates;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One logged request: what was shown, its trace, and what it takes to make the same slate again.
 *
 * @param model null if there was none
 * @param parameters every one, as in force
 * @param isByRelevance whether the slate is the ranking's head: re-ranking changed nothing, or came
 *     too late
 * @param candidates in their order, with what each stage knew of them
 * @param trace as {@code explain=true} shows it
 */
public record TraceRecord(
    String requestId,
    Cause cause,
    Request request,
    long timeMs,
    @Nullable String model,
    Map<String, Double> parameters,
    Map<String, String> experiments,
    @Nullable String segment,
    LadderStep start,
    LadderStep reached,
    boolean isByRelevance,
    User user,
    List<Candidates.SourceReport> sources,
    List<Logged> candidates,
    List<Shown> items,
    JsonNode trace) {

  /** Why a request was logged. */
  public enum Cause {
    /** It was of the sampled share. */
    SAMPLED,
    /** Its user is always traced. */
    USER,
    /** It asked for its trace. */
    EXPLAINED;

    @JsonValue
    public String wireName() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * What was asked for.
   *
   * @param filter as text; null for none
   * @param include only items of these ids, empty for all
   * @param zone as text; null if it is not known
   * @param earlier hashes of what earlier pages had
   * @param begunMs when the first page was asked for; 0: this is it
   */
  @SuppressWarnings("ArrayRecordComponent") // Written or read at once.
  public record Request(
      @Nullable String userId,
      List<String> session,
      int count,
      String surface,
      Set<String> exclude,
      @Nullable String category,
      @Nullable String filter,
      Set<String> include,
      @Nullable String device,
      @Nullable String zone,
      long localTimeMs,
      @Nullable String currentItem,
      int[] earlier,
      long begunMs) {}

  /** The user's rows as they were read, and the facts of the history's items. */
  public record User(
      Row activity,
      Row longterm,
      List<RecentItem> history,
      @Nullable String problem,
      List<Item> historyFacts) {}

  /** A row of a feature view. */
  @SuppressWarnings("ArrayRecordComponent") // Written or read at once.
  public record Row(FeatureStatus status, float[] values, long eventTimeMs, long readMs) {
    static Row of(FeatureRow row) {
      return new Row(row.status(), row.values(), row.eventTimeMs(), row.readMs());
    }

    FeatureRow in(FeatureView view, List<RecentItem> history) {
      return new FeatureRow(view, status, values, history, eventTimeMs, readMs, null);
    }
  }

  /**
   * A candidate.
   *
   * @param facts as the stages had them; null if the catalogue had none
   * @param state its encoded activity; null if there was none, or if nobody read it
   * @param longterm null likewise
   * @param filter that removed it, null if none did
   * @param reason of the filter
   */
  @SuppressWarnings("ArrayRecordComponent") // Written or read at once.
  public record Logged(
      String id,
      List<Candidate.Origin> origins,
      @Nullable Item facts,
      byte @Nullable [] state,
      @Nullable Row longterm,
      @Nullable String filter,
      @Nullable String reason) {}

  /** An item as it was shown. */
  public record Shown(
      String id, float score, String title, List<String> categories, List<String> sources) {}
}
