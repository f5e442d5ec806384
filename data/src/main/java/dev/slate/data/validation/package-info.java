/**
 * Whether a batch of events and its catalogue are fit to learn from.
 *
 * <p>Start at {@link dev.slate.data.validation.BatchRules}, which judges a {@link
 * dev.slate.data.validation.BatchSummary}: numbers that Spark or plain code can count.
 */
@NullMarked
package dev.slate.data.validation;

import org.jspecify.annotations.NullMarked;
