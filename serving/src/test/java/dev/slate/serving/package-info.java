/** The serving process against a real broker and a real Redis. */
@NullMarked
package dev.slate.serving;

import org.jspecify.annotations.NullMarked;
