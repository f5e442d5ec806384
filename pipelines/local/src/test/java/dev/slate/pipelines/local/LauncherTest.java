package dev.slate.pipelines.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LauncherTest {
  private static final Path ROOT = Path.of(System.getProperty("slate.root"));
  private static final List<String> PROCESSES =
      List.of("serve", "stream", "nightly", "evaluate", "schedule", "bench");

  private record Ended(int code, String output) {}

  @Test
  void help_throughALinkFromAnywhere_namesOnlyCommandsThatExist(@TempDir Path directory)
      throws Exception {
    Path link = Files.createSymbolicLink(directory.resolve("s"), ROOT.resolve("slate"));
    Ended help = run(directory, Map.of(), link.toString(), "--help");
    assertThat(help.code()).isZero();
    Matcher examples = Pattern.compile("(?m)^  slate (\\S+)").matcher(help.output());
    List<String> commands = new ArrayList<>(PROCESSES);
    commands.addAll(Main.commands());
    int found = 0;
    while (examples.find()) {
      assertThat(commands).contains(examples.group(1));
      found++;
    }
    assertThat(found).isPositive();
    for (String command : Main.commands()) {
      assertThat(help.output()).contains(command);
    }
  }

  @Test
  void anyCommand_namedJdkIsNone_saysWhatWasExpected(@TempDir Path directory) throws Exception {
    Ended ended =
        run(
            directory,
            Map.of("SLATE_JAVA_HOME", directory.toString()),
            ROOT.resolve("slate").toString(),
            "status");
    assertThat(ended.code()).isEqualTo(1);
    assertThat(ended.output())
        .contains("SLATE_JAVA_HOME: " + directory + " (expected: a JDK of 17 or newer)", "fix:");
  }

  @Test
  void anyCommand_notBuiltAndNoMaven_saysHowToGetIt(@TempDir Path directory) throws Exception {
    Path copy = Files.copy(ROOT.resolve("slate"), directory.resolve("slate"));
    copy.toFile().setExecutable(true);
    Path bin = Files.createDirectory(directory.resolve("bin"));
    for (String tool :
        List.of("bash", "dirname", "readlink", "sed", "find", "head", "mkdir", "ln", "rm")) {
      String place = Files.exists(Path.of("/usr/bin/" + tool)) ? "/usr/bin/" : "/bin/";
      Path wrapper =
          Files.writeString(bin.resolve(tool), "#!/bin/sh\nexec " + place + tool + " \"$@\"\n");
      wrapper.toFile().setExecutable(true);
    }
    Ended ended = run(directory, Map.of("PATH", bin.toString()), copy.toString(), "status");
    assertThat(ended.code()).isEqualTo(1);
    assertThat(ended.output()).contains("Maven (mvn) was not found", "fix: install it");
  }

  private static Ended run(Path directory, Map<String, String> environment, String... command)
      throws Exception {
    ProcessBuilder builder =
        new ProcessBuilder(command).directory(directory.toFile()).redirectErrorStream(true);
    builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
    builder.environment().putAll(environment);
    Process process = builder.start();
    process.getOutputStream().close();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
    return new Ended(process.exitValue(), output);
  }
}
