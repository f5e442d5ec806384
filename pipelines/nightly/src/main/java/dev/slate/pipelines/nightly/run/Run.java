package dev.slate.pipelines.nightly.run;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One attempt to make a business date's model; immutable, each transition makes a new one.
 *
 * @param runId {@code <business date>-<attempt>}
 * @param endedMs 0 while it runs
 * @param model the version it published, if any
 * @param reason why it was refused or failed, or why a person overrode the gate
 */
public record Run(
    String runId,
    LocalDate businessDate,
    int attempt,
    Status status,
    long startedMs,
    long endedMs,
    @Nullable String model,
    @Nullable String reason,
    List<StepRecord> steps,
    List<Scores> evaluation) {

  public Run {
    steps = List.copyOf(steps);
    evaluation = List.copyOf(evaluation);
  }

  /** A run that begins now. */
  static Run begin(LocalDate businessDate, int attempt, long nowMs) {
    String runId = businessDate + "-" + attempt;
    return new Run(
        runId, businessDate, attempt, Status.RUNNING, nowMs, 0, null, null, List.of(), List.of());
  }

  public Optional<StepRecord> step(String name) {
    return steps.stream().filter(step -> step.name().equals(name)).findFirst();
  }

  /** With a step, in place of the one of its name if there is one. */
  public Run with(StepRecord step) {
    List<StepRecord> all = new ArrayList<>(steps);
    all.removeIf(known -> known.name().equals(step.name()));
    all.add(step);
    return new Run(
        runId, businessDate, attempt, status, startedMs, endedMs, model, reason, all, evaluation);
  }

  public Run withEvaluation(List<Scores> scores) {
    return new Run(
        runId, businessDate, attempt, status, startedMs, endedMs, model, reason, steps, scores);
  }

  public Run withModel(String version) {
    return new Run(
        runId,
        businessDate,
        attempt,
        status,
        startedMs,
        endedMs,
        version,
        reason,
        steps,
        evaluation);
  }

  public Run withReason(String why) {
    return new Run(
        runId, businessDate, attempt, status, startedMs, endedMs, model, why, steps, evaluation);
  }

  public Run ended(Status how, long nowMs) {
    return new Run(
        runId, businessDate, attempt, how, startedMs, nowMs, model, reason, steps, evaluation);
  }
}
