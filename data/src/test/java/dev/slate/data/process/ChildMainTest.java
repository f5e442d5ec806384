package dev.slate.data.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChildMainTest {
  @Test
  void main_parentGone_exitsByItsShutdownHooks(@TempDir Path directory) throws Exception {
    Path mark = directory.resolve("closed");
    Process child = start(Waiting.class, mark.toString());
    assertThat(child.inputReader().readLine()).isEqualTo("ready");
    child.getOutputStream().close();
    assertThat(child.waitFor(20, TimeUnit.SECONDS)).isTrue();
    assertThat(mark).exists();
  }

  @Test
  void main_childThatEnds_keepsItsExitCode() throws Exception {
    Process child = start(Exiting.class, "7");
    assertThat(child.waitFor(20, TimeUnit.SECONDS)).isTrue();
    assertThat(child.exitValue()).isEqualTo(7);
  }

  private static Process start(Class<?> main, String argument) throws Exception {
    return new ProcessBuilder(
            ProcessHandle.current().info().command().orElseThrow(),
            "-cp",
            System.getProperty("java.class.path"),
            ChildMain.class.getName(),
            main.getName(),
            argument)
        .start();
  }

  /** Writes a file when it is closed in good order. */
  public static final class Waiting {
    public static void main(String[] args) throws Exception {
      Thread hook =
          new Thread(
              () -> {
                try {
                  Files.createFile(Path.of(args[0]));
                } catch (Exception e) {
                  throw new IllegalStateException(e);
                }
              });
      Runtime.getRuntime().addShutdownHook(hook);
      System.out.println("ready");
      Thread.currentThread().join();
    }
  }

  /** Ends at once with the code of its argument. */
  public static final class Exiting {
    public static void main(String[] args) {
      System.exit(Integer.parseInt(args[0]));
    }
  }
}
