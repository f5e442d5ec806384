package dev.slate.pipelines.streaming;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Starts {@link Main} in a JVM of its own, with the class path of this one. */
final class ChildJob {
  private ChildJob() {}

  static ProcessBuilder command(String... arguments) {
    return command(Main.class, arguments);
  }

  /** Another main of this class path. */
  static ProcessBuilder command(Class<?> main, String... arguments) {
    String classPath =
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xmx768m"));
    command.addAll(
        List.of("-Dlog4j2.configurationFile=log4j2.xml", "-cp", classPath, main.getName()));
    command.addAll(List.of(arguments));
    return new ProcessBuilder(command);
  }
}
