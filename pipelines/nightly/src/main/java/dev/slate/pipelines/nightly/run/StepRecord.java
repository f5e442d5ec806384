package dev.slate.pipelines.nightly.run;

/**
 * One step of a run.
 *
 * @param endedMs 0 while it runs
 * @param detail for people: what it did, or why it failed
 */
public record StepRecord(String name, Status status, long startedMs, long endedMs, String detail) {}
