/**
 * A data set into the log, exactly once: {@link dev.slate.pipelines.local.imports.DataImport}
 * writes it, {@link dev.slate.pipelines.local.imports.ImportMarker} remembers it.
 */
@NullMarked
package dev.slate.pipelines.local.imports;

import org.jspecify.annotations.NullMarked;
