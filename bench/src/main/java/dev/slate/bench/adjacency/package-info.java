/**
 * Data without times as papers publish it, to measure {@code slate evaluate --train --test} with.
 */
@NullMarked
package dev.slate.bench.adjacency;

import org.jspecify.annotations.NullMarked;
