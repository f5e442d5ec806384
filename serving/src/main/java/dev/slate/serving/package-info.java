/** The serving process; start at {@link dev.slate.serving.SlateServer}. */
@NullMarked
package dev.slate.serving;

import org.jspecify.annotations.NullMarked;
