/**
 * What a request may look at: {@link dev.slate.serving.scope.Scope}, and the filter expressions in
 * it ({@link dev.slate.serving.scope.ItemFilter}; the grammar is in {@code docs/filters.md}).
 */
@NullMarked
package dev.slate.serving.scope;

import org.jspecify.annotations.NullMarked;
