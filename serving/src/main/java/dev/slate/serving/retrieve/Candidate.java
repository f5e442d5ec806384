package dev.slate.serving.retrieve;

import dev.slate.serving.catalog.CatalogItem;
import java.util.List;

/** An item with the sources that found it, in the order of the sources. */
public record Candidate(CatalogItem item, List<Origin> origins) {

  /**
   * One source's find.
   *
   * @param rank 0-based place in the source's list
   */
  public record Origin(String source, int rank, float score) {}
}
