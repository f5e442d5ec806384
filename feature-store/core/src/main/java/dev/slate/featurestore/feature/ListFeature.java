package dev.slate.featurestore.feature;

import dev.slate.featurestore.state.RecentItem;
import dev.slate.featurestore.state.State;
import java.util.List;

/** A feature whose value is a list of interactions, newest first. */
public non-sealed interface ListFeature<S extends State> extends Feature<S> {

  List<RecentItem> value(S state, long nowMs);
}
