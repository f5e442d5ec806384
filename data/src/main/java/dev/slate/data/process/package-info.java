/**
 * How a program of Slate lives as the child of another: {@link dev.slate.data.process.ChildMain}.
 */
@NullMarked
package dev.slate.data.process;

import org.jspecify.annotations.NullMarked;
