package dev.slate.featurestore.feature;

import dev.slate.featurestore.state.State;
import java.util.List;

/** A feature whose value is a list of texts, the foremost first. */
public non-sealed interface KeysFeature<S extends State> extends Feature<S> {

  List<String> value(S state, long nowMs);
}
