/** Tests of what keeps answers quick. */
@NullMarked
package dev.slate.serving.resilience;

import org.jspecify.annotations.NullMarked;
