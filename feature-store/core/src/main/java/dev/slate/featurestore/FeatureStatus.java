package dev.slate.featurestore;

/** Why a feature has the value it has. */
public enum FeatureStatus {
  PRESENT,
  /** The entity is known; the feature has no value for it. */
  NULL_VALUE,
  /** The entity is not known. */
  NOT_FOUND,
  /** The row is older than the view's TTL. */
  OUTSIDE_MAX_AGE
}
