@NullMarked
package dev.slate.pipelines.nightly.evaluate;

import org.jspecify.annotations.NullMarked;
