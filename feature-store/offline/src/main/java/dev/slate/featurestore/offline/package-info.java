/**
 * The feature store at rest: the lake, and features as they were at any time, on Spark.
 *
 * <p>Start at {@link dev.slate.featurestore.offline.SparkSessions} for a session, at {@link
 * dev.slate.featurestore.offline.Lake} for the tables, at {@link
 * dev.slate.featurestore.offline.KafkaIngest} for how events get there, and at {@link
 * dev.slate.featurestore.offline.PointInTimeRows} and {@link
 * dev.slate.featurestore.offline.BatchViews} for what is made of them. Spark groups and sorts;
 * every value comes from {@link dev.slate.featurestore.EntityState}.
 */
@NullMarked
package dev.slate.featurestore.offline;

import org.jspecify.annotations.NullMarked;
