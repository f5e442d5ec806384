package dev.slate.pipelines.streaming;

import static org.awaitility.Awaitility.await;

import dev.slate.data.Topics;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Function;

/**
 * Everything that goes wrong, in a seeded order, while a log is folded; then the store is compared
 * with the truth. One run.
 */
final class Fire implements AutoCloseable {
  /**
   * How much of everything.
   *
   * @param zombies processes that are stopped until another has taken over
   */
  record Plan(
      long seed,
      int events,
      int kills,
      int redisCrashes,
      int flushes,
      int drops,
      int cuts,
      int zombies) {
    /** The usual share of other faults for a number of kills. */
    static Plan of(long seed, int events, int kills) {
      return new Plan(seed, events, kills, 1 + kills / 50, 1, 1 + kills / 20, 1 + kills / 50, 1);
    }
  }

  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final Duration DRAIN = Duration.ofMinutes(8);

  private final Plan plan;
  private final Random random;
  private final FirePlatform platform;
  private final FireWriter writer;
  private final FireLog log;
  private final Fleet fleet;
  private final SentAhead sentAhead;
  private final List<Runnable> faults = new ArrayList<>();
  private int kills;
  private int killsBeforeCommit;
  private int rollbacks;
  private long bytesCut;
  private int flushes;
  private int zombies;
  private int changedByZombie;

  Fire(Plan plan, Path directory, Function<TestPlatform, FireWriter> writer) throws Exception {
    this.plan = plan;
    this.random = new Random(plan.seed());
    this.platform = new FirePlatform(directory);
    this.writer = writer.apply(platform.log);
    this.sentAhead = new SentAhead(platform.log);
    schedule();
    this.log = new FireLog(platform.log, plan.seed(), plan.events(), faults.size());
    this.fleet =
        new Fleet(
            this.writer.main(),
            platform.environment(),
            Files.createDirectories(directory.resolve("jobs")));
  }

  private void schedule() {
    boolean isSlate = writer instanceof SlateUnderFire;
    for (int i = 0; i < plan.kills(); i++) {
      faults.add(i % 2 == 0 && isSlate ? this::killBeforeCommit : this::killAnywhere);
    }
    faults.addAll(Collections.nCopies(plan.redisCrashes(), this::crashRedis));
    faults.addAll(Collections.nCopies(plan.drops(), this::dropReply));
    faults.addAll(Collections.nCopies(plan.cuts(), platform.proxy::cutAll));
    faults.addAll(Collections.nCopies(isSlate ? plan.zombies() : 0, this::zombie));
    faults.addAll(Collections.nCopies(plan.flushes(), this::flush));
    Collections.shuffle(faults, random);
  }

  FireReport run() {
    long begin = System.nanoTime();
    for (Runnable fault : faults) {
      long before = writer.committed();
      log.send();
      // Each fault meets a job at work.
      reached(PATIENCE, () -> writer.committed() > before);
      fault.run();
      fleet.keepAlive();
    }
    log.sendRest();
    await().atMost(DRAIN).pollInterval(Duration.ofMillis(50)).until(writer::isDrained);
    return new FireReport(
        plan.seed(),
        plan.events(),
        log.repeated(),
        kills,
        killsBeforeCommit,
        plan.redisCrashes(),
        rollbacks,
        bytesCut,
        flushes,
        platform.proxy.dropped(),
        platform.proxy.cut(),
        zombies,
        changedByZombie,
        fleet.lines("is fenced by"),
        fleet.lines("(expected: Position"),
        resent(),
        writer.violations(),
        (System.nanoTime() - begin) / 1e9);
  }

  private static boolean reached(Duration atMost, BooleanSupplier condition) {
    long deadline = System.nanoTime() + atMost.toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() > deadline) {
        return false;
      }
      LockSupport.parkNanos(1_000_000);
    }
    return true;
  }

  private void killAnywhere() {
    LockSupport.parkNanos(random.nextInt(60_000_000));
    kill();
  }

  /** Kills when a batch has been sent on and is not committed. */
  private void killBeforeCommit() {
    for (int i = 0; i < 50 && !writer.isDrained(); i++) {
      Fleet.signal("STOP", fleet.active());
      if (sentAhead.isAny()) {
        break;
      }
      Fleet.signal("CONT", fleet.active());
    }
    kill();
  }

  private void kill() {
    fleet.kill();
    kills++;
    killsBeforeCommit += sentAhead.isAny() ? 1 : 0;
    fleet.replace();
  }

  private void crashRedis() {
    FirePlatform.Cut cut = platform.crashRedis(random);
    bytesCut += cut.bytes();
    rollbacks += cut.commits() > 0 ? 1 : 0;
  }

  private void dropReply() {
    long before = platform.proxy.dropped();
    platform.proxy.dropNext(writer.drop());
    reached(PATIENCE, () -> platform.proxy.dropped() > before);
  }

  private void flush() {
    platform.log.redis.wipe();
    flushes++;
  }

  /** Stops the job at work until another has everything, then lets it go on. */
  private void zombie() {
    Process zombie = fleet.active();
    Process other = fleet.join();
    reached(PATIENCE, () -> fleet.log(other).contains("is acquired at"));
    for (int i = 0; i < 3 && !fleet.log(zombie).contains("is fenced by"); i++) {
      long before = writer.committed();
      log.send();
      reached(PATIENCE, () -> writer.committed() > before);
      Fleet.signal("STOP", zombie);
      await().atMost(DRAIN).pollInterval(Duration.ofMillis(50)).until(writer::isDrained);
      Map<String, byte[]> held = platform.log.redis.dump("slate:*:s:*");
      int told = fleet.log(zombie).length();
      Fleet.signal("CONT", zombie);
      zombies++;
      reached(PATIENCE, () -> fleet.log(zombie).substring(told).contains("is acquired at"));
      changedByZombie +=
          (int)
              Violations.between(held, platform.log.redis.dump("slate:*:s:*"), Arrays::equals)
                  .total();
    }
    other.destroy();
    Fleet.end(other);
  }

  private long resent() {
    if (!(writer instanceof SlateUnderFire)) {
      return 0;
    }
    long[] resent = new long[1];
    Map<String, Long> wanted = new HashMap<>();
    platform.log.scan(
        Topics.EVENTS_BY_ITEM,
        record -> {
          Source source = SentAhead.sourceOf(record);
          String run = record.partition() + "/" + source.partition();
          if (source.offset() < wanted.getOrDefault(run, 0L)) {
            resent[0]++;
          } else {
            wanted.put(run, source.offset() + 1);
          }
        });
    return resent[0];
  }

  @Override
  public void close() {
    fleet.close();
    sentAhead.close();
    platform.close();
  }
}
