/** One user's side of every model: what serving and offline evaluation share. */
@NullMarked
package dev.slate.training.model.candidate;

import org.jspecify.annotations.NullMarked;
