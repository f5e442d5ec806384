package dev.slate.bench.chaos;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a JVM holds after a full collection, in KB.
 *
 * @param resident as the kernel counts; its heap is of a fixed size and touched at the start, so
 *     that pages which the collector merely uses for the first time are no growth
 * @param live in the heap
 * @param outside committed by the JVM but not for the heap: code, classes, threads, direct buffers
 */
record Memory(long resident, long live, long outside, long threads) {

  static Memory of(long pid) {
    jcmd(pid, "GC.run");
    jcmd(pid, "GC.run");
    String touched = jcmd(pid, "VM.native_memory", "summary", "scale=KB");
    String status = read(Path.of("/proc", Long.toString(pid), "status"));
    return new Memory(
        number(status, "VmRSS:\\s+(\\d+)"),
        number(jcmd(pid, "GC.heap_info"), "used (\\d+)K"),
        number(touched, "Total: reserved=\\d+KB, committed=(\\d+)KB")
            - number(touched, "Java Heap \\(reserved=\\d+KB, committed=(\\d+)KB"),
        number(status, "Threads:\\s+(\\d+)"));
  }

  private static String jcmd(long pid, String... command) {
    String[] line = new String[command.length + 2];
    line[0] = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
    line[1] = Long.toString(pid);
    System.arraycopy(command, 0, line, 2, command.length);
    try {
      Process process = new ProcessBuilder(line).redirectErrorStream(true).start();
      return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static long number(String text, String pattern) {
    Matcher matcher = Pattern.compile(pattern).matcher(text);
    if (!matcher.find()) {
      throw new IllegalStateException("no " + pattern + " in: " + text);
    }
    return Long.parseLong(matcher.group(1));
  }

  /** By how many percent the resident memory is more than another's. */
  double grown(Memory before) {
    return 100.0 * (resident - before.resident) / before.resident;
  }

  /** The same of what is in use: the live heap and what is outside the heap. */
  double grownInUse(Memory before) {
    return 100.0 * (live + outside - before.live - before.outside) / (before.live + before.outside);
  }

  @Override
  public String toString() {
    return String.format(
        Locale.ROOT,
        "%.1f MB resident: %.1f MB live, %.1f MB outside the heap, %d threads",
        resident / 1_024.0,
        live / 1_024.0,
        outside / 1_024.0,
        threads);
  }
}
