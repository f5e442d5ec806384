package dev.slate.pipelines.nightly.run;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Instant;

/**
 * Names a process so that another one can tell whether it still lives: {@code host/pid/start}. The
 * start tells it from a later process that got the same id.
 */
final class Owner {
  private Owner() {}

  static String self() {
    return of(ProcessHandle.current());
  }

  static String of(ProcessHandle process) {
    long startMs = process.info().startInstant().map(Instant::toEpochMilli).orElse(0L);
    return host() + "/" + process.pid() + "/" + startMs;
  }

  /** Whether the process lives; one of another host cannot be asked and counts as alive. */
  static boolean isAlive(String owner) {
    String[] parts = owner.split("/", -1);
    if (parts.length != 3) {
      return false;
    }
    if (!parts[0].equals(host())) {
      return true;
    }
    return ProcessHandle.of(Long.parseLong(parts[1]))
        .filter(ProcessHandle::isAlive)
        .map(process -> of(process).equals(owner))
        .orElse(false);
  }

  private static String host() {
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException e) {
      return "localhost";
    }
  }
}
