package dev.slate.serving.after;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExposureJournalTest {
  private final Path directory;

  ExposureJournalTest(@TempDir Path directory) {
    this.directory = directory;
  }

  /** Writes down and then says so, as an answer does, until it is killed. */
  static final class Answering {
    private Answering() {}

    public static void main(String[] args) {
      try (ExposureJournal journal = ExposureJournal.open(Path.of(args[0]))) {
        for (int i = 0; ; i++) {
          int slot = journal.append(entry("u" + i));
          // All but every tenth are acknowledged at once.
          if (i % 10 != 0) {
            journal.forget(slot);
          } else {
            System.out.println("u" + i + " " + slot);
          }
        }
      }
    }
  }

  private static ExposureSpool.Entry entry(String user) {
    return new ExposureSpool.Entry(user, ("{\"userId\":\"" + user + "\"}").getBytes(UTF_8));
  }

  private static List<String> left(ExposureJournal journal) {
    return journal.left().stream().map(ExposureSpool.Entry::userId).toList();
  }

  @Test
  void left_processKilled_hasAllThatWasSaidAndNotForgotten() throws Exception {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                Answering.class.getName(),
                directory.toString())
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    Set<String> said = new HashSet<>();
    try (BufferedReader lines = process.inputReader(UTF_8)) {
      // More than there are slots: from then on every append says that there is none.
      for (String line = lines.readLine(); said.size() < 500; line = lines.readLine()) {
        assertThat(line).doesNotEndWith(" " + ExposureJournal.NONE);
        said.add(line.substring(0, line.indexOf(' ')));
      }
      process.destroyForcibly();
    }
    assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();

    try (ExposureJournal next = ExposureJournal.open(directory)) {
      assertThat(left(next)).containsAll(said);
      assertThat(next.left())
          .allSatisfy(
              entry -> assertThat(new String(entry.json(), UTF_8)).contains("\"" + entry.userId()));
      next.clear();
      assertThat(next.left()).isEmpty();
    }
    try (ExposureJournal later = ExposureJournal.open(directory)) {
      assertThat(later.left()).isEmpty();
    }
  }

  @Test
  void left_slotHalfWritten_leavesItOut() throws IOException {
    try (ExposureJournal journal = ExposureJournal.open(directory)) {
      journal.append(entry("a"));
      journal.append(entry("b"));
    }
    try (RandomAccessFile file =
        new RandomAccessFile(directory.resolve("exposures-0.journal").toFile(), "rw")) {
      file.seek(20);
      file.write('?');
    }
    try (ExposureJournal next = ExposureJournal.open(directory)) {
      assertThat(left(next)).containsExactly("b");
    }
  }

  @Test
  void append_noSlotOrTooLarge_saysSo() {
    try (ExposureJournal journal = ExposureJournal.open(directory)) {
      byte[] large = new byte[9_000];
      assertThat(journal.append(new ExposureSpool.Entry("u", large)))
          .isEqualTo(ExposureJournal.NONE);
      int slots = 0;
      int last = journal.append(entry("u"));
      for (int slot = last; slot != ExposureJournal.NONE; slot = journal.append(entry("u"))) {
        last = slot;
        slots++;
      }
      assertThat(slots).isEqualTo(1_024);
      journal.forget(last);
      assertThat(journal.append(entry("v"))).isEqualTo(last);
    }
    assertThat(ExposureJournal.absent().append(entry("u"))).isEqualTo(ExposureJournal.NONE);
  }

  @Test
  void open_anotherIsOpen_takesAFileOfItsOwnWhichTheNextAdopts() {
    try (ExposureJournal first = ExposureJournal.open(directory);
        ExposureJournal second = ExposureJournal.open(directory)) {
      first.append(entry("a"));
      second.append(entry("b"));
    }
    for (int i = 0; i < 2; i++) {
      try (ExposureJournal next = ExposureJournal.open(directory)) {
        assertThat(left(next)).containsExactly("a", "b");
      }
    }
    try (ExposureJournal first = ExposureJournal.open(directory);
        ExposureJournal second = ExposureJournal.open(directory)) {
      first.clear();
      assertThat(left(second)).isEmpty();
    }
  }
}
