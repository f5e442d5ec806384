/** Loads the online state of stream views from the lake. */
@NullMarked
package dev.slate.pipelines.nightly.bootstrap;

import org.jspecify.annotations.NullMarked;
