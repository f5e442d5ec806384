package dev.slate.serving.context;

import dev.slate.data.config.SlateConfig;
import dev.slate.serving.experiment.ConfiguredParameters;
import java.time.Duration;

/**
 * What configuration says about every request.
 *
 * @param parameters without any experiment
 * @param budget from the start of a request to its answer
 * @param stages shares of the budget
 * @param minRating fewest stars of a positive rating
 */
public record ContextSettings(
    ConfiguredParameters parameters,
    Duration budget,
    SlateConfig.Stages stages,
    double minRating) {}
