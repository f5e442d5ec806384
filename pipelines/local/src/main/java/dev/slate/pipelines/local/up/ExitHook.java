package dev.slate.pipelines.local.up;

import java.util.concurrent.CountDownLatch;

/**
 * Closes something once when this JVM is asked to end (Ctrl-C, SIGTERM, SIGHUP, or a normal exit),
 * and then ends it with code 0 where it was asked from outside: to be stopped is no failure.
 */
final class ExitHook {
  private final AutoCloseable closeable;
  private final CountDownLatch exiting = new CountDownLatch(1);
  private volatile boolean endedByItself;

  private ExitHook(AutoCloseable closeable) {
    this.closeable = closeable;
  }

  static ExitHook closing(AutoCloseable closeable) {
    ExitHook hook = new ExitHook(closeable);
    Runtime.getRuntime().addShutdownHook(new Thread(hook::exit, "exit"));
    return hook;
  }

  /** What ends now ends by itself: its own exit code counts. */
  void endsByItself() {
    endedByItself = true;
  }

  boolean isExiting() {
    return exiting.getCount() == 0;
  }

  /** Waits for ever: only the end of the JVM ends it. */
  void awaitExit() throws InterruptedException {
    new CountDownLatch(1).await();
  }

  private void exit() {
    exiting.countDown();
    try {
      closeable.close();
    } catch (Exception e) {
      System.err.println("While stopping: " + e);
    }
    System.out.flush();
    System.err.flush();
    if (!endedByItself) {
      Runtime.getRuntime().halt(0);
    }
  }
}
