/**
 * A data set in memory, wherever it came from.
 *
 * <p>Start at {@link dev.slate.data.dataset.Dataset}; {@code dev.slate.data.reader} makes one from
 * files and {@code dev.slate.data.world} from a seed.
 */
@NullMarked
package dev.slate.data.dataset;

import org.jspecify.annotations.NullMarked;
