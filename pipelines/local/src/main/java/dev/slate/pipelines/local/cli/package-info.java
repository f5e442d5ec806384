/**
 * The commands that ask and tell a running Slate, one class each; {@link
 * dev.slate.pipelines.local.cli.ApiOptions} finds it.
 */
@NullMarked
package dev.slate.pipelines.local.cli;

import org.jspecify.annotations.NullMarked;
