/** What people see: {@link dev.slate.pipelines.local.console.Terminal} and tables. */
@NullMarked
package dev.slate.pipelines.local.console;

import org.jspecify.annotations.NullMarked;
