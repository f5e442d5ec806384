package dev.slate.serving.retrieve;

import dev.slate.serving.catalog.CatalogItem;
import dev.slate.serving.context.RequestContext;
import dev.slate.serving.context.Rung;
import java.util.List;

/**
 * A source of candidates. It fails open: what it throws is reported and the others go on. It works
 * in memory and must not block.
 */
public interface Retriever {

  /** Stable name: metric tag, field of answers, part of parameter names. */
  String name();

  /** Whether it takes part when a request starts on this rung. */
  boolean serves(Rung rung);

  /** Whether it takes part in a request; where it does not, no report speaks of it. */
  default boolean applies(RequestContext context) {
    return serves(context.start().rung());
  }

  /**
   * Finds candidates that {@link RequestContext#isInScope}; what the user has seen may be among
   * them.
   *
   * @return best first
   */
  List<Found> retrieve(RequestContext context);

  /** One find; {@code score} is comparable within its source only. */
  record Found(CatalogItem item, float score) {}
}
