package dev.slate.pipelines.local.up;

import dev.slate.data.config.SlateConfig;
import dev.slate.data.process.ChildProcess;
import dev.slate.pipelines.local.CommandFailure;
import dev.slate.pipelines.local.api.Api;
import dev.slate.pipelines.local.console.Evaluation;
import dev.slate.pipelines.local.console.Step;
import dev.slate.pipelines.local.console.Terminal;
import dev.slate.pipelines.local.home.Champion;
import dev.slate.pipelines.local.home.SlateHome;
import dev.slate.pipelines.local.home.Status;
import dev.slate.pipelines.local.imports.DataImport;
import dev.slate.pipelines.local.imports.ImportMarker;
import dev.slate.pipelines.local.platform.EmbeddedKafka;
import dev.slate.pipelines.local.platform.EmbeddedRedis;
import dev.slate.pipelines.local.platform.TopicCreator;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * All of Slate on one machine, in the order in which it is useful: what answers first is started
 * first. {@link #close()} may come at any time and from any thread; it stops what was started, the
 * last first.
 */
final class LocalSystem implements AutoCloseable {
  private static final Duration GRACE = Duration.ofSeconds(8);
  private static final Duration FIRST_ANSWER = Duration.ofSeconds(90);

  private final SlateConfig config;
  private final SlateHome home;
  private final Addresses addresses;
  private final Terminal terminal;
  private final Api api;
  private final Supervisor processes;
  private final Deque<AutoCloseable> started = new ArrayDeque<>();
  private boolean closed;

  LocalSystem(SlateConfig config, SlateHome home, Addresses addresses, Terminal terminal) {
    this.config = config;
    this.home = home;
    this.addresses = addresses;
    this.terminal = terminal;
    this.api = new Api(addresses.url());
    this.processes =
        new Supervisor(
            ChildProcess.launcher(),
            home.logs(),
            environment(),
            terminal,
            GRACE,
            this::writeStatus);
  }

  /** Kafka, Redis, topics, and at once the processes that answer and follow. */
  void start() throws InterruptedException {
    terminal.print("Slate on " + home.directory());
    home.owner().write(ProcessHandle.current());
    started(home.owner()::delete);
    Step kafka = terminal.step("Kafka");
    started(EmbeddedKafka.start(home.kafka(), addresses.kafka()));
    int topics = new TopicCreator(bootstrapServers()).create(config.kafka().partitions(), 1).size();
    kafka.done(bootstrapServers() + (topics == 0 ? "" : ", " + topics + " topics created"));
    Step redis = terminal.step("Redis");
    started(EmbeddedRedis.start(home.redis(), addresses.redis()));
    redis.done("127.0.0.1:" + addresses.redis());
    Step serving = terminal.step("Serving");
    started(processes);
    processes.keep("serving", List.of("serve"));
    awaitAnswer(serving);
    // Only now, so that the two do not fight for the cores while somebody waits for an answer.
    processes.keep("stream", List.of("stream"));
  }

  /** Brings the data into the log, unless the home has it. */
  void fill(DataSource source, DataSource.Times times) {
    Step step = terminal.step("Data");
    Optional<ImportMarker> marker = ImportMarker.of(home, source.id());
    if (marker.isPresent() && marker.get().complete()) {
      step.skipped(
          String.format(
              "%s is in the log: %,d events", marker.get().name(), marker.get().events()));
      return;
    }
    step.update(source instanceof DataSource.OfWorld ? "making a world" : "reading " + source.id());
    DataSource.Prepared prepared = source.prepare(home, times);
    long written =
        new DataImport(home, bootstrapServers(), config.kafka().partitions())
            .run(
                prepared.marker(),
                prepared.dataset(),
                done -> step.progress(done, prepared.marker().events()));
    boolean continued = written < prepared.marker().events();
    step.done(
        prepared.dataset()
            + (continued ? String.format(", %,d of them now", written) : "")
            + prepared.remark());
  }

  /** Runs the first night now, when no model was ever published. */
  void train() throws InterruptedException {
    Step step = terminal.step("Model");
    Optional<String> champion = Champion.of(config.paths().registry());
    if (champion.isPresent()) {
      step.skipped("champion " + champion.get());
      return;
    }
    terminal.print("      first nightly run; until it ends, slates come from what is popular");
    try (NightlyWatch watch = new NightlyWatch(bootstrapServers(), terminal)) {
      ChildProcess nightly = processes.run("nightly", List.of("nightly"));
      watch.follow(nightly, step);
      int code = nightly.await();
      writeStatus();
      champion = Champion.of(config.paths().registry());
      if (code == 0 && champion.isPresent()) {
        step.done("champion " + champion.get());
        watch.run().map(Evaluation::table).filter(t -> !t.isEmpty()).ifPresent(terminal::print);
      } else {
        step.failed(
            "the nightly run ended with exit code "
                + code
                + " and no champion; Slate goes on without\n"
                + nightly.tail(12)
                + "\n      its log: "
                + nightly.log()
                + "; try again with: slate nightly");
      }
    }
  }

  /** Starts the scheduler of the nights to come. */
  void schedule() {
    Step step = terminal.step("Scheduler");
    processes.keep("scheduler", List.of("schedule"));
    step.done(
        "nightly by cron '" + config.nightly().cron() + "' " + config.nightly().timeZone().getId());
  }

  /** Makes an experiment to play with, stopped, unless there is one. */
  void offerExperiment() {
    Step step = terminal.step("Experiment");
    try {
      step.done(DemoExperiment.offer(api));
    } catch (CommandFailure e) {
      step.failed(String.valueOf(e.getMessage()));
    }
  }

  void summarise() {
    terminal.print(Summary.of(addresses.url(), home, ImportMarker.all(home)));
  }

  @Override
  public void close() {
    List<AutoCloseable> toClose;
    synchronized (started) {
      closed = true;
      toClose = new ArrayList<>(started);
      started.clear();
    }
    if (toClose.isEmpty()) {
      return;
    }
    Step step = terminal.step("Stopping");
    toClose.forEach(LocalSystem::closeQuietly);
    home.status().toFile().delete();
    step.done("nothing is left running");
  }

  private void started(AutoCloseable closeable) {
    synchronized (started) {
      if (!closed) {
        started.push(closeable);
        return;
      }
    }
    closeQuietly(closeable);
    throw new CommandFailure("Stopped while starting", "");
  }

  private static void closeQuietly(AutoCloseable closeable) {
    try {
      closeable.close();
    } catch (Exception e) {
      System.err.println("While stopping: " + e);
    }
  }

  private void awaitAnswer(Step step) throws InterruptedException {
    long deadline = System.nanoTime() + FIRST_ANSWER.toNanos();
    while (!api.answers("/v1/recommendations/newcomer?count=1")) {
      if (System.nanoTime() > deadline) {
        throw new CommandFailure(
            "Serving does not answer at "
                + addresses.url()
                + " within "
                + FIRST_ANSWER.toSeconds()
                + " s",
            "its log says why: " + home.logs().resolve("serving.log"));
      }
      Thread.sleep(100);
      step.update("");
    }
    step.done(
        addresses.url()
            + " answers, "
            + Step.seconds(ManagementFactory.getRuntimeMXBean().getUptime())
            + " after the start");
  }

  private String bootstrapServers() {
    return "127.0.0.1:" + addresses.kafka();
  }

  private Map<String, String> environment() {
    return Map.of(
        "SLATE_HTTP_PORT", Integer.toString(addresses.http()),
        "SLATE_FEATURES_PORT", Integer.toString(addresses.features()),
        "SLATE_KAFKA_BOOTSTRAP_SERVERS", bootstrapServers(),
        "SLATE_REDIS_URI", "redis://127.0.0.1:" + addresses.redis(),
        "SLATE_HOME", home.directory().toString());
  }

  private synchronized void writeStatus() {
    List<Status.ProcessState> states = new ArrayList<>();
    states.add(new Status.ProcessState("slate up", ProcessHandle.current().pid(), "running", ""));
    for (Supervisor.State p : processes.states()) {
      states.add(new Status.ProcessState(p.name(), p.pid(), p.state(), p.log().toString()));
    }
    new Status(
            addresses.url(),
            bootstrapServers(),
            "redis://127.0.0.1:" + addresses.redis(),
            config.features().host() + ":" + addresses.features(),
            home.directory().toString(),
            states)
        .write(home);
  }
}
