/** The test of the whole system, through the real launcher. */
@NullMarked
package dev.slate.bench.system;

import org.jspecify.annotations.NullMarked;
