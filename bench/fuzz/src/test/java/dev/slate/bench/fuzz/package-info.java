/** What fuzz targets share. */
@NullMarked
package dev.slate.bench.fuzz;

import org.jspecify.annotations.NullMarked;
