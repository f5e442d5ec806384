/** A short run of the faults in every build. */
@NullMarked
package dev.slate.bench.chaos;

import org.jspecify.annotations.NullMarked;
