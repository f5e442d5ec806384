package dev.slate.pipelines.streaming;

import java.util.Arrays;

/** The stream job: each key byte by byte as the plain fold of the log. */
record SlateUnderFire(TestPlatform platform) implements FireWriter {
  @Override
  public Class<?> main() {
    return FireJob.class;
  }

  @Override
  public FaultProxy.Drop drop() {
    return FaultProxy.Drop.EXEC;
  }

  @Override
  public long committed() {
    return platform.committed(Route.USERS);
  }

  @Override
  public boolean isDrained() {
    return Arrays.stream(Route.values())
        .allMatch(route -> platform.committed(route) == platform.written(route));
  }

  @Override
  public Violations violations() {
    return Violations.between(
        new LogOracle(platform).redis(), platform.redis.dump("slate:*:s:*"), Arrays::equals);
  }
}
