package dev.slate.serving.http;

import dev.slate.featurestore.FeatureCatalog;
import dev.slate.serving.Health;
import dev.slate.serving.catalog.ItemCatalog;
import dev.slate.serving.catalog.ItemLists;
import dev.slate.serving.pipeline.RecommendationPipeline;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.util.function.Supplier;
import org.apache.kafka.clients.producer.Producer;

/** What the API answers from. */
public record ApiServices(
    RecommendationPipeline pipeline,
    FeatureCatalog features,
    ItemCatalog catalog,
    Supplier<ItemLists> lists,
    Producer<String, byte[]> producer,
    Health health,
    PrometheusMeterRegistry meters) {}
