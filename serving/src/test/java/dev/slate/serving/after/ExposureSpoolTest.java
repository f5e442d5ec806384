package dev.slate.serving.after;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.slate.serving.after.ExposureSpool.Entry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExposureSpoolTest {
  private final Path file;
  private final ExposureSpool spool;

  ExposureSpoolTest(@TempDir Path directory) {
    file = directory.resolve("below/spool");
    spool = new ExposureSpool(file, 1_000);
  }

  private static Entry entry(String user) {
    return new Entry(user, ("{\"u\":\"" + user + "\"}").getBytes(UTF_8));
  }

  private static List<String> users(ExposureSpool spool) {
    return spool.take().stream().map(Entry::userId).toList();
  }

  @Test
  void take_afterKeep_givesAllInOrderOnce() {
    assertThat(spool.take()).isEmpty();
    assertThat(spool.keep(entry("ä"))).isTrue();
    assertThat(spool.keep(entry("b"))).isTrue();
    List<Entry> taken = spool.take();
    assertThat(taken).extracting(Entry::userId).containsExactly("ä", "b");
    assertThat(new String(taken.get(1).json(), UTF_8)).isEqualTo("{\"u\":\"b\"}");
    spool.done();
    assertThat(spool.take()).isEmpty();
  }

  @Test
  void take_processEndedBeforeDone_givesThemAgainAndThenTheOthers() {
    spool.keep(entry("a"));
    assertThat(users(spool)).containsExactly("a");
    spool.keep(entry("b"));
    ExposureSpool next = new ExposureSpool(file, 1_000);
    assertThat(users(next)).containsExactly("a");
    next.done();
    assertThat(users(next)).containsExactly("b");
  }

  @Test
  void take_lastEntryHalfWritten_leavesItOut() throws IOException {
    spool.keep(entry("a"));
    spool.keep(entry("b"));
    spool.close();
    byte[] bytes = Files.readAllBytes(file);
    for (int cut = 1; cut < bytes.length / 2; cut++) {
      Files.write(file, Arrays.copyOf(bytes, bytes.length - cut));
      ExposureSpool next = new ExposureSpool(file, 1_000);
      assertThat(users(next)).containsExactly("a");
      next.done();
    }
  }

  @Test
  void keep_noRoom_saysSo() {
    int kept = 0;
    while (spool.keep(entry("user"))) {
      kept++;
    }
    assertThat(kept).isBetween(30, 50);
    assertThat(spool.take()).hasSize(kept);
  }
}
