package dev.slate.pipelines.nightly.run;

/** Shows people where a run is. */
public interface Progress extends AutoCloseable {

  void started(StepRecord step);

  void ended(StepRecord step);

  @Override
  void close();
}
