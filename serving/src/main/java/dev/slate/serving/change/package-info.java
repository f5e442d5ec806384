/** Who changed what, and how it came out; start at {@link dev.slate.serving.change.Changes}. */
@NullMarked
package dev.slate.serving.change;

import org.jspecify.annotations.NullMarked;
