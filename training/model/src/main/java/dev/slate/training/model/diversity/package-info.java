/**
 * The order of a list, by relevance and by what its items have in common: pure functions of arrays
 * that serving and the offline evaluation share. Start at {@link
 * dev.slate.training.model.diversity.Diversifier}.
 */
@NullMarked
package dev.slate.training.model.diversity;

import org.jspecify.annotations.NullMarked;
