/** Whether what was served is what training would see: the audit as a step and by hand. */
@NullMarked
package dev.slate.pipelines.nightly.audit;

import org.jspecify.annotations.NullMarked;
