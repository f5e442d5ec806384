package dev.slate.pipelines.streaming;

import dev.slate.data.Topics;
import dev.slate.featurestore.Entity;
import dev.slate.featurestore.FeatureCatalog;
import dev.slate.featurestore.FeatureView;

/** The two ways of an event: first to its user's state, then, re-keyed, to its item's. */
enum Route {
  USERS(Topics.EVENTS, FeatureCatalog.standard().userActivity()),
  ITEMS(Topics.EVENTS_BY_ITEM, FeatureCatalog.standard().itemActivity());

  private final String topic;
  private final FeatureView view;

  Route(String topic, FeatureView view) {
    this.topic = topic;
    this.view = view;
  }

  String topic() {
    return topic;
  }

  FeatureView view() {
    return view;
  }

  Entity entity() {
    return view.entity();
  }

  /** The consumer group, one for each route, so that they are scaled and delayed apart. */
  String group() {
    return "slate-stream-" + topic;
  }
}
