package dev.slate.serving.context;

import org.jspecify.annotations.Nullable;

/**
 * The rung of one answer and why it is that one.
 *
 * @param reason null when there is nothing to say
 */
public record LadderStep(Rung rung, @Nullable String reason) {}
