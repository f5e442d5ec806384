package dev.slate.serving;

import dev.slate.data.config.ConfigReader;
import dev.slate.data.config.InvalidConfigException;
import dev.slate.data.config.SlateConfig;
import java.io.IOException;
import java.io.ObjectInputFilter;
import java.net.BindException;
import java.time.Clock;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** {@code slate serve}: the HTTP API and the dashboard. */
@Command(
    name = "serve",
    mixinStandardHelpOptions = true,
    description =
        "Serves recommendations over HTTP; configured by slate.conf and SLATE_* variables.",
    footer = {"", "Example: SLATE_HTTP_PORT=8081 slate serve"})
public final class Main implements Callable<Integer> {
  private static final int STOPPED = 0;
  private static final int BAD_CONFIGURATION = 2;

  public static void main(String[] arguments) {
    System.exit(new CommandLine(new Main()).execute(arguments));
  }

  @Override
  public Integer call() throws InterruptedException {
    refuseJavaDeserialisation();
    try {
      SlateConfig config = ConfigReader.read();
      serve(config);
      return STOPPED;
    } catch (InvalidConfigException e) {
      System.err.println("slate serve: " + e.getMessage());
      return BAD_CONFIGURATION;
    }
  }

  private static void serve(SlateConfig config) throws InterruptedException {
    LoggerFactory.getLogger(Main.class).info("{}", config);
    SlateServer server = new SlateServer(config, Clock.systemUTC());
    try {
      int port = start(server, config.http());
      Runtime.getRuntime()
          .addShutdownHook(
              new Thread(
                  () -> {
                    server.drain();
                    server.close();
                    // A JVM that ends by a signal reports that signal; a clean stop is 0.
                    Runtime.getRuntime().halt(STOPPED);
                  },
                  "stop"));
      String scheme = config.access().isTls() ? "https" : "http";
      System.out.println(
          "slate serve: ready at " + scheme + "://" + config.http().host() + ":" + port);
    } catch (InvalidConfigException e) {
      server.close();
      throw e;
    }
    new CountDownLatch(1).await();
  }

  private static int start(SlateServer server, SlateConfig.Http http) {
    try {
      return server.start();
    } catch (RuntimeException e) {
      if (isBindProblem(e)) {
        throw new InvalidConfigException(
            "slate.http.port",
            http.port() + " on " + http.host() + " cannot be opened: it is in use or not ours",
            "a free port; set SLATE_HTTP_PORT to another one, or to 0 for any");
      }
      throw e;
    }
  }

  private static boolean isBindProblem(Throwable thrown) {
    for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
      // Netty's native transport throws its own kind, "bind(..) failed ...".
      if (cause instanceof BindException
          || cause instanceof IOException
              && String.valueOf(cause.getMessage()).startsWith("bind")) {
        return true;
      }
    }
    return false;
  }

  /** Nothing here is ever read by Java serialisation; what tries is refused, whatever the flags. */
  private static void refuseJavaDeserialisation() {
    if (ObjectInputFilter.Config.getSerialFilter() == null) {
      ObjectInputFilter.Config.setSerialFilter(ObjectInputFilter.Config.createFilter("!*"));
      LoggerFactory.getLogger(Main.class).debug("serial filter set");
    }
  }
}
