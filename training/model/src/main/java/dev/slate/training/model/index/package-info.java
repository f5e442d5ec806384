/** Maximum inner product search: an exact scan and two graphs. */
@NullMarked
package dev.slate.training.model.index;

import org.jspecify.annotations.NullMarked;
