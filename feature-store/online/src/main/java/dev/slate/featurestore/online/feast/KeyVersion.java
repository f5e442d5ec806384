package dev.slate.featurestore.online.feast;

/** Feast's {@code entity_key_serialization_version}. */
public enum KeyVersion {
  /** Without the count of join keys and the lengths of their names; Feast warns of it. */
  V2,
  /** The default of Feast since 0.40. */
  V3
}
