/**
 * Everything on one machine. {@link dev.slate.pipelines.local.up.UpCommand} is the story; {@link
 * dev.slate.pipelines.local.up.Supervisor} keeps the child processes, {@link
 * dev.slate.pipelines.local.up.DataImport} fills the log once.
 */
@NullMarked
package dev.slate.pipelines.local.up;

import org.jspecify.annotations.NullMarked;
