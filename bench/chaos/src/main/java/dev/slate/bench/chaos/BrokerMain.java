package dev.slate.bench.chaos;

import dev.slate.pipelines.local.platform.EmbeddedKafka;
import java.io.IOException;
import java.nio.file.Path;

/** A Kafka broker as a process, so that it can be killed. */
final class BrokerMain {
  private BrokerMain() {}

  /** Arguments: directory of the log, port. Ends when its standard input does. */
  public static void main(String[] args) throws IOException {
    EmbeddedKafka kafka = EmbeddedKafka.start(Path.of(args[0]), Integer.parseInt(args[1]));
    System.out.println(ChildProcess.READY + kafka.bootstrapServers());
    while (System.in.read() >= 0) {
      // Nothing is asked of it.
    }
    Runtime.getRuntime().halt(0);
  }
}
