@NullMarked
package dev.slate.pipelines.nightly.step;

import org.jspecify.annotations.NullMarked;
