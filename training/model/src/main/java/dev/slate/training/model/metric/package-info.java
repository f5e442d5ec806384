/** How good a list is, and how sure one can be of it. */
@NullMarked
package dev.slate.training.model.metric;

import org.jspecify.annotations.NullMarked;
