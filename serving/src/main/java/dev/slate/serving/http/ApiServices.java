package dev.slate.serving.http;

import dev.slate.featurestore.FeatureCatalog;
import dev.slate.featurestore.store.FeatureReader;
import dev.slate.serving.Health;
import dev.slate.serving.RunLedger;
import dev.slate.serving.audit.NewestAudit;
import dev.slate.serving.catalog.ItemCatalog;
import dev.slate.serving.catalog.ItemLists;
import dev.slate.serving.catalog.UserCatalog;
import dev.slate.serving.context.SurfaceDefaults;
import dev.slate.serving.erasure.ErasureService;
import dev.slate.serving.experiment.Experiments;
import dev.slate.serving.experiment.Parameters;
import dev.slate.serving.explain.Tracing;
import dev.slate.serving.freshness.Freshness;
import dev.slate.serving.model.ChampionWatcher;
import dev.slate.serving.pipeline.RecommendationPipeline;
import dev.slate.serving.resilience.AdaptiveLimit;
import dev.slate.serving.topic.TopicFollower;
import dev.slate.training.model.registry.ModelRegistry;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Clock;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.kafka.clients.producer.Producer;

/**
 * What the API answers from.
 *
 * @param parameters what holds without any experiment
 * @param limit how many slates are made at once
 * @param slateSize how many items when the request does not say
 * @param surfaces what a surface asks for besides, by its name
 * @param minRating fewest stars of a positive rating
 */
public record ApiServices(
    RecommendationPipeline pipeline,
    FeatureCatalog features,
    FeatureReader reader,
    ItemCatalog catalog,
    UserCatalog users,
    TopicFollower catalogFollower,
    Supplier<ItemLists> lists,
    Experiments experiments,
    Parameters parameters,
    Freshness freshness,
    ModelRegistry registry,
    ChampionWatcher models,
    RunLedger runs,
    NewestAudit audit,
    ErasureService erasures,
    Tracing tracing,
    Producer<String, byte[]> producer,
    Health health,
    AdaptiveLimit limit,
    PrometheusMeterRegistry meters,
    Clock clock,
    int slateSize,
    Map<String, SurfaceDefaults> surfaces,
    double minRating) {}
