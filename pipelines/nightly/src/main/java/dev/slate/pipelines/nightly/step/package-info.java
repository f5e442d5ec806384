/** The steps of a night, one class each; they share what their arguments and results say. */
@NullMarked
package dev.slate.pipelines.nightly.step;

import org.jspecify.annotations.NullMarked;
