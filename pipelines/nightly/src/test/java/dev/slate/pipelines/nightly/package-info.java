@NullMarked
package dev.slate.pipelines.nightly;

import org.jspecify.annotations.NullMarked;
