package dev.slate.serving.hydrate;

import dev.slate.serving.context.RequestContext;
import dev.slate.serving.filter.Eligible;

/** Adds what ranking needs; keeps number and order of the candidates. */
public interface Hydrator {
  Hydrated hydrate(RequestContext context, Eligible eligible);
}
