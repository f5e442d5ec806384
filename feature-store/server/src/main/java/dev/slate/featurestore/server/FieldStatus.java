package dev.slate.featurestore.server;

import dev.slate.featurestore.FeatureStatus;

/** Feast's numbers of statuses. */
final class FieldStatus {
  private FieldStatus() {}

  static int number(FeatureStatus status) {
    return switch (status) {
      case PRESENT -> 1;
      case NULL_VALUE -> 2;
      case NOT_FOUND -> 3;
      case OUTSIDE_MAX_AGE -> 4;
    };
  }
}
