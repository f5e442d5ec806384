package dev.slate.pipelines.nightly;

import dev.slate.data.config.SlateConfig;
import dev.slate.featurestore.FeatureCatalog;
import dev.slate.featurestore.offline.KafkaLog;
import dev.slate.featurestore.offline.Lake;
import dev.slate.featurestore.store.PackedRowWriter;
import dev.slate.pipelines.nightly.audit.AuditStep;
import dev.slate.pipelines.nightly.run.Run;
import dev.slate.pipelines.nightly.run.Scores;
import dev.slate.pipelines.nightly.run.Status;
import dev.slate.pipelines.nightly.run.StepFailedException;
import dev.slate.pipelines.nightly.run.StepRunner;
import dev.slate.pipelines.nightly.step.Batch;
import dev.slate.pipelines.nightly.step.EvaluateStep;
import dev.slate.pipelines.nightly.step.FeaturesStep;
import dev.slate.pipelines.nightly.step.FinalTrainStep;
import dev.slate.pipelines.nightly.step.Gate;
import dev.slate.pipelines.nightly.step.IndexStep;
import dev.slate.pipelines.nightly.step.IngestStep;
import dev.slate.pipelines.nightly.step.MaintainStep;
import dev.slate.pipelines.nightly.step.MaterialiseStep;
import dev.slate.pipelines.nightly.step.PublishStep;
import dev.slate.pipelines.nightly.step.TrainStep;
import dev.slate.pipelines.nightly.step.ValidateStep;
import dev.slate.training.model.index.IndexEngine;
import dev.slate.training.model.registry.Manifest;
import dev.slate.training.model.registry.ModelRegistry;
import dev.slate.training.spark.evaluate.Evaluation;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One night, from Kafka to a champion. Everything that lasts is written idempotently: the lake by
 * Delta transactions, the model under a new version, the rows by their time. So a run that died can
 * simply be run again.
 */
public final class NightlyRun {
  /** The names of the steps, in order. */
  public static final List<String> STEPS =
      List.of(
          "ingest",
          "audit",
          "validate",
          "features",
          "train",
          "evaluate",
          "gate",
          "retrain",
          "index",
          "publish",
          "materialise",
          "announce",
          "maintain");

  private static final Logger LOG = LoggerFactory.getLogger(NightlyRun.class);
  private static final int PATIENT = 3;

  private final SlateConfig config;
  private final Lake lake;
  private final ModelRegistry registry;
  private final PackedRowWriter rows;
  private final StepRunner runner;

  public NightlyRun(
      SlateConfig config,
      Lake lake,
      ModelRegistry registry,
      PackedRowWriter rows,
      StepRunner runner) {
    this.config = config;
    this.lake = lake;
    this.registry = registry;
    this.rows = rows;
    this.runner = runner;
  }

  /**
   * Runs all steps and gives the run as it ended; never throws for what a step did.
   *
   * @param override why a person lets a model pass that the gate refuses; empty if nobody does
   */
  public Run run(Optional<String> override) {
    try {
      return learn(override) ? runner.end(Status.SUCCEEDED) : runner.end(Status.REFUSED);
    } catch (StepFailedException e) {
      LOG.error("run {} failed", runner.run().runId(), e);
      runner.record(runner.run().withReason(String.valueOf(e.getMessage())));
      return runner.end(Status.FAILED);
    }
  }

  /**
   * Ends a night whose model an earlier attempt had published already.
   *
   * @param earlier attempt, failed behind its publish step
   */
  public Run resume(Run earlier) {
    try {
      for (String name : STEPS.subList(0, STEPS.indexOf("materialise"))) {
        runner.skip(name, "done by " + earlier.runId());
      }
      runner.record(
          runner
              .run()
              .withModel(String.valueOf(earlier.model()))
              .withEvaluation(earlier.evaluation()));
      deliver();
      return runner.end(Status.SUCCEEDED);
    } catch (StepFailedException e) {
      runner.record(runner.run().withReason(String.valueOf(e.getMessage())));
      return runner.end(Status.FAILED);
    }
  }

  private boolean learn(Optional<String> override) {
    runner.step("ingest", PATIENT, ingest()::run, IngestStep::detail);
    runner.step("audit", 1, audit()::tryRun, AuditStep::detail);
    Batch batch = runner.step("validate", PATIENT, validate()::run, ValidateStep::detail);
    if (!batch.report().passed() && !passes(List.of(batch.report().failures()), override)) {
      return false;
    }
    FeaturesStep.Prepared prepared =
        runner.step("features", 1, () -> features().run(batch), FeaturesStep::detail);
    TrainStep.Held held = runner.step("train", 1, new TrainStep(prepared)::run, TrainStep::detail);
    Evaluation evaluation =
        runner.step("evaluate", 1, new EvaluateStep(prepared, held)::run, EvaluateStep::detail);
    List<Scores> scores = EvaluateStep.scores(evaluation);
    runner.record(runner.run().withEvaluation(scores));
    List<String> refusals =
        runner.step(
            "gate",
            1,
            () -> new Gate(champion()).refusals(held.vectors(), evaluation),
            reasons -> reasons.isEmpty() ? "passed" : String.join("; ", reasons));
    if (!passes(refusals, override)) {
      return false;
    }
    FinalTrainStep.Final trained =
        runner.step("retrain", 1, new FinalTrainStep(prepared, held)::run, FinalTrainStep::detail);
    IndexStep.Indices indices =
        runner.step(
            "index",
            1,
            () -> new IndexStep(engine(), prepared.data()).run(trained.models()),
            IndexStep::detail);
    String version =
        runner.step(
            "publish",
            1,
            () -> publish().run(runner.run().businessDate(), batch, trained, indices, scores),
            published -> published + " is the champion");
    runner.record(runner.run().withModel(version));
    deliver();
    return true;
  }

  private IndexEngine engine() {
    return IndexEngine.valueOf(config.index().engine().name());
  }

  private void deliver() {
    runner.step(
        "materialise",
        PATIENT,
        new MaterialiseStep(lake, rows, runner.run().startedMs())::run,
        MaterialiseStep::detail);
    runner.step("announce", PATIENT, runner::tellAll, told -> told + " told on the topic runs");
    runner.step(
        "maintain",
        PATIENT,
        new MaintainStep(lake, registry, config.lake(), runner.run().startedMs())::run,
        MaintainStep::detail);
  }

  /** Whether to go on; what is refused or overridden is recorded. */
  private boolean passes(List<String> refusals, Optional<String> override) {
    if (refusals.isEmpty()) {
      return true;
    }
    String why = String.join("; ", refusals);
    String recorded =
        override.map(reason -> "overridden by a person (" + reason + "): " + why).orElse(why);
    runner.record(runner.run().withReason(recorded));
    return override.isPresent();
  }

  private Optional<Manifest> champion() {
    String fingerprint = FeatureCatalog.standard().fingerprint();
    Optional<String> version = registry.champion();
    return registry.list().stream()
        .filter(manifest -> version.equals(Optional.of(manifest.version())))
        .filter(manifest -> manifest.fingerprint().equals(fingerprint))
        .findFirst();
  }

  private IngestStep ingest() {
    return new IngestStep(
        lake, new KafkaLog(config.kafka().bootstrapServers()), config.stream().maxLateness());
  }

  private AuditStep audit() {
    return AuditStep.ofTheDayBefore(config, lake, runner.run().startedMs());
  }

  private ValidateStep validate() {
    return new ValidateStep(
        lake, ValidateStep.after(registry.champion().isPresent()), runner.run().startedMs());
  }

  private FeaturesStep features() {
    return new FeaturesStep(lake.spark(), config.train());
  }

  private PublishStep publish() {
    return new PublishStep(registry, config.train(), runner.run().startedMs());
  }
}
