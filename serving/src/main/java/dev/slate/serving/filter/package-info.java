/** Second stage: removes what must not be shown, on every rung, and keeps why. */
@NullMarked
package dev.slate.serving.filter;

import org.jspecify.annotations.NullMarked;
