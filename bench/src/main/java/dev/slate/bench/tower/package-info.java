/** Speed and loss of two-tower steps, to be compared with a peer on the same batches. */
@NullMarked
package dev.slate.bench.tower;

import org.jspecify.annotations.NullMarked;
