package dev.slate.pipelines.streaming;

/**
 * What one run under fire did and found.
 *
 * @param events distinct ones; {@code repeated} were sent again
 * @param killsBeforeCommit kills that left records sent on and not committed
 * @param redisCrashes of which {@code rollbacks} took commits back
 * @param keysChangedByZombie by a stopped process that went on after another had taken over
 * @param fenced commits that were refused because of a newer owner
 * @param rewinds times that a process found its state lost
 * @param resent records that came to events-by-item more than once
 */
record FireReport(
    long seed,
    long events,
    long repeated,
    int kills,
    int killsBeforeCommit,
    int redisCrashes,
    int rollbacks,
    long bytesCut,
    int flushes,
    long droppedReplies,
    long connectionsCut,
    int zombies,
    int keysChangedByZombie,
    long fenced,
    long rewinds,
    long resent,
    Violations violations,
    double seconds) {

  @Override
  public String toString() {
    return String.format(
        "seed %d: %,d events, %,d sent again; %d kills -9, %d of them between send-on and commit;"
            + " Redis killed %d times, %,d bytes of its file cut, %d times commits taken back;"
            + " %d FLUSHALL; %d replies dropped after execution, %d connections cut;"
            + " %d zombies, %d keys changed by them, %d commits fenced; %d rewinds,"
            + " %,d records re-keyed again; %.0f s%n"
            + "  %,d violations in %,d keys: %d wrong, %d missing, %d extra %s",
        seed,
        events,
        repeated,
        kills,
        killsBeforeCommit,
        redisCrashes,
        bytesCut,
        rollbacks,
        flushes,
        droppedReplies,
        connectionsCut,
        zombies,
        keysChangedByZombie,
        fenced,
        rewinds,
        resent,
        seconds,
        violations.total(),
        violations.keys(),
        violations.wrong(),
        violations.missing(),
        violations.extra(),
        violations.examples());
  }
}
