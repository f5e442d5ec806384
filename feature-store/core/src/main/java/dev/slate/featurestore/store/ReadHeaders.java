package dev.slate.featurestore.store;

/** HTTP headers (gRPC metadata) that Slate adds to Feast's serving protocol; all are optional. */
public final class ReadHeaders {
  /** Request: milliseconds since 1970 as of which to evaluate; default: when it arrives. */
  public static final String NOW_MS = "slate-now-ms";

  /** Response: {@code view:feature=REASON;...}, features that are known to be incomplete. */
  public static final String DEGRADED = "slate-degraded";

  /** Request of GetFeastServingInfo: a view; the response has {@link #NEWEST_MS} of it. */
  public static final String VIEW = "slate-view";

  /** Response of GetFeastServingInfo: event time of the newest value, milliseconds since 1970. */
  public static final String NEWEST_MS = "slate-newest-ms";

  private ReadHeaders() {}
}
