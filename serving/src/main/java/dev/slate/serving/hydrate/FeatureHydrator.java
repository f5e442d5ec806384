package dev.slate.serving.hydrate;

import dev.slate.serving.context.RequestContext;
import dev.slate.serving.filter.Eligible;

/** The feature vector of every candidate, as of the request's time. */
public final class FeatureHydrator implements Hydrator {

  @Override
  public Hydrated hydrate(RequestContext context, Eligible eligible) {
    return new Hydrated(eligible.kept(), new float[0]);
  }
}
