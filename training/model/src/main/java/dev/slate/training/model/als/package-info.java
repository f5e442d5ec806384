/** Matrix factorisation for implicit feedback, as serving needs it: folding a user in. */
@NullMarked
package dev.slate.training.model.als;

import org.jspecify.annotations.NullMarked;
