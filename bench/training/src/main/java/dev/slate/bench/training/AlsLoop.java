package dev.slate.bench.training;

import com.sun.management.OperatingSystemMXBean;
import dev.slate.training.model.FloatMatrix;
import dev.slate.training.model.als.AlsLoss;
import dev.slate.training.model.als.AlsObjective;
import dev.slate.training.model.als.AlsSettings;
import dev.slate.training.model.als.AlsSolver;
import dev.slate.training.model.als.Observations;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/**
 * Slate's ALS, one iteration at a time, so that a peer can be measured in between. Reads commands
 * from standard input, one a line: {@code iterate} answers with wall and CPU seconds, {@code loss}
 * with the objective's value, {@code items FILE} writes the item factors.
 *
 * <p>{@code AlsLoop PAIRS ials|spark UNOBSERVED_WEIGHT REGULARIZATION EXPONENT RANK STEPS THREADS}
 */
public final class AlsLoop {
  private AlsLoop() {}

  public static void main(String[] args) throws IOException {
    AlsObjective objective =
        new AlsObjective(
            AlsObjective.Form.valueOf(args[1].toUpperCase(Locale.ROOT)),
            Double.parseDouble(args[2]),
            Double.parseDouble(args[3]),
            Double.parseDouble(args[4]));
    AlsSettings settings =
        AlsSettings.of(Integer.parseInt(args[5]), 1, 42)
            .withSteps(Integer.parseInt(args[6]))
            .withThreads(Integer.parseInt(args[7]));
    Observations pairs = Observations.of(Pairs.read(Path.of(args[0])));
    AlsSolver solver = new AlsSolver(objective, settings, pairs);
    System.out.println("ready");
    BufferedReader commands =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    for (String line = commands.readLine(); line != null; line = commands.readLine()) {
      String[] words = line.split(" ", 2);
      System.out.println(
          switch (words[0]) {
            case "iterate" -> seconds(solver);
            case "loss" -> AlsLoss.of(objective, pairs, solver.factors(), settings.threads());
            case "items" -> write(solver.factors().items(), Path.of(words[1]));
            default -> throw new IllegalArgumentException(line + " (expected: a command)");
          });
    }
  }

  /** Wall seconds, and the process' CPU seconds: these tell on a machine that others use too. */
  private static String seconds(AlsSolver solver) {
    OperatingSystemMXBean system = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
    long start = System.nanoTime();
    long cpuStart = system.getProcessCpuTime();
    solver.iterate();
    return (System.nanoTime() - start) / 1e9 + " " + (system.getProcessCpuTime() - cpuStart) / 1e9;
  }

  private static int write(FloatMatrix factors, Path file) throws IOException {
    ByteBuffer bytes =
        ByteBuffer.allocate(factors.values().length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    bytes.asFloatBuffer().put(factors.values());
    Files.write(file, bytes.array());
    return factors.rows();
  }
}
