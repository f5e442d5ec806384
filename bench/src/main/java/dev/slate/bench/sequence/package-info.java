/** Quality and speed of the self-attention encoder on a data set. */
@NullMarked
package dev.slate.bench.sequence;

import org.jspecify.annotations.NullMarked;
