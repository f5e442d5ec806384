/**
 * A day of serving, made short, and whether every vector that it ranked with can be computed again.
 *
 * <p>Start at {@link dev.slate.bench.audit.AuditBench}.
 */
@NullMarked
package dev.slate.bench.audit;

import org.jspecify.annotations.NullMarked;
