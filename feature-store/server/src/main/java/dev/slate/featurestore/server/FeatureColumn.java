package dev.slate.featurestore.server;

import dev.slate.featurestore.FeatureStatus;
import dev.slate.featurestore.online.feast.ProtoWriter;
import dev.slate.featurestore.store.Degradation;
import org.jspecify.annotations.Nullable;

/** One feature of every row of an answer. */
interface FeatureColumn {

  FeatureStatus status(int row);

  /** A serialised {@code feast.types.Value}; empty for null. */
  byte[] value(int row);

  EventTimes eventTimes();

  /** Why some value is known to be incomplete; null if nothing speaks against any. */
  default @Nullable Degradation degradation() {
    return null;
  }

  /** Appends the field {@code values} of a FeatureVector, all rows. */
  default void appendValues(int rows, ProtoWriter out) {
    for (int row = 0; row < rows; row++) {
      out.bytes(1, value(row));
    }
  }

  /**
   * The value that an answer shows: as Feast's Java server does, one outside its age is shown
   * beside its status; one of an entity that is not known is not.
   */
  static boolean isShown(FeatureStatus status) {
    return status == FeatureStatus.PRESENT || status == FeatureStatus.OUTSIDE_MAX_AGE;
  }
}
