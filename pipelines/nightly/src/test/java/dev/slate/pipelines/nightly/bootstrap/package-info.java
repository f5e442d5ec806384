@NullMarked
package dev.slate.pipelines.nightly.bootstrap;

import org.jspecify.annotations.NullMarked;
