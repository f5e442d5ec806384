package dev.slate.data.fetch;

/** Is told how a download goes, on the thread that fetches. */
public interface FetchListener {
  /** Before anything is sent over the network: what will be fetched, from where, on which terms. */
  void begins(PublicDataset dataset);

  /**
   * After each part.
   *
   * @param bytes that are there, from an earlier attempt, too
   * @param total -1 if the server does not say
   */
  void progressed(long bytes, long total);
}
