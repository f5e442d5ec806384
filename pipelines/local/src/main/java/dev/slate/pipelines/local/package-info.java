/**
 * The {@code slate} command ({@link dev.slate.pipelines.local.Main}) and all of Slate on one
 * machine.
 */
@NullMarked
package dev.slate.pipelines.local;

import org.jspecify.annotations.NullMarked;
