/** What follows an answer, never on the caller's time: exposures, last good lists. */
@NullMarked
package dev.slate.serving.after;

import org.jspecify.annotations.NullMarked;
