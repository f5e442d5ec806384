/** Float kernels that give the same bits with and without the Vector API. */
@NullMarked
package dev.slate.training.model.kernel;

import org.jspecify.annotations.NullMarked;
