/** Approximate search side by side with hnswlib: {@link dev.slate.bench.index.IndexMain}. */
@NullMarked
package dev.slate.bench.index;

import org.jspecify.annotations.NullMarked;
