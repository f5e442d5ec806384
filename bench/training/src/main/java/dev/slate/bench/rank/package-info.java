/**
 * How fast rankers score rows.
 *
 * <p>Start at {@link dev.slate.bench.rank.RankerMain}.
 */
@NullMarked
package dev.slate.bench.rank;

import org.jspecify.annotations.NullMarked;
