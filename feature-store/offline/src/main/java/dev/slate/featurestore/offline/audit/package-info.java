/**
 * Computes the vectors that serving ranked with again, from the lake alone.
 *
 * <p>Start at {@link dev.slate.featurestore.offline.audit.ServedAudit}.
 */
@NullMarked
package dev.slate.featurestore.offline.audit;

import org.jspecify.annotations.NullMarked;
