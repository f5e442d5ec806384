/** Tests of the store of logged requests. */
@NullMarked
package dev.slate.serving.explain;

import org.jspecify.annotations.NullMarked;
