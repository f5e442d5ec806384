/** Freshness under a clock that the test turns, and on the real way from event to page. */
@NullMarked
package dev.slate.serving.freshness;

import org.jspecify.annotations.NullMarked;
