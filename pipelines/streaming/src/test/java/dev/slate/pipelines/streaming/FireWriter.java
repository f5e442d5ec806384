package dev.slate.pipelines.streaming;

/** What is put under fire: how to start it, how far it is, and what it got wrong. */
interface FireWriter {
  /** The main of its processes; its argument is the instance name. */
  Class<?> main();

  /** The reply whose loss hurts it most. */
  FaultProxy.Drop drop();

  /** Events behind it. */
  long committed();

  /** Whether it is through with all that is in the log. */
  boolean isDrained();

  /** Compares what it has written with the truth. */
  Violations violations();
}
