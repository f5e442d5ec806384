package dev.slate.serving.experiment;

import org.jspecify.annotations.Nullable;

/**
 * What one experiment means for one user.
 *
 * @param variant null if the user is not in it
 */
public record Assignment(Experiment experiment, @Nullable Variant variant, String reason) {}
