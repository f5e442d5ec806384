@NullMarked
package dev.slate.pipelines.nightly.run;

import org.jspecify.annotations.NullMarked;
