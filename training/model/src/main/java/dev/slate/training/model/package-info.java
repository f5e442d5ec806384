/**
 * What a model is: factors, towers, trees, indexes, and the registry that hands them from training
 * to serving.
 *
 * <p>Start at {@link dev.slate.training.model.registry.ModelBundle} for the parts, at {@link
 * dev.slate.training.model.registry.ModelRegistry} for how they travel, and at {@link
 * dev.slate.training.model.candidate.UserQuery} for how a request asks them.
 */
@NullMarked
package dev.slate.training.model;

import org.jspecify.annotations.NullMarked;
