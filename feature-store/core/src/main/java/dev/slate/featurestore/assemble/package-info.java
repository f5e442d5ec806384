/** From states to the float vector that rankers read. */
@NullMarked
package dev.slate.featurestore.assemble;

import org.jspecify.annotations.NullMarked;
