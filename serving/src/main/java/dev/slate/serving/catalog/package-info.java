/** The items in memory: facts, state and ready-made lists. */
@NullMarked
package dev.slate.serving.catalog;

import org.jspecify.annotations.NullMarked;
