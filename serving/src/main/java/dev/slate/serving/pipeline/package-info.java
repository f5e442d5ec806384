/**
 * The request path: {@link dev.slate.serving.pipeline.RecommendationPipeline#recommend} names every
 * stage in order.
 */
@NullMarked
package dev.slate.serving.pipeline;

import org.jspecify.annotations.NullMarked;
