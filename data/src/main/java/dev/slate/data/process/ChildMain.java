package dev.slate.data.process;

import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;

/**
 * Runs another main for no longer than its parent lives.
 *
 * <p>The parent keeps the child's standard input open. When it ends, for whatever reason, {@code
 * kill -9} included, the operating system closes that pipe and this process exits by its shutdown
 * hooks, or is halted should they take too long. The launcher starts children this way, so no main
 * has to know of it.
 */
public final class ChildMain {
  private static final int PARENT_GONE = 1;
  private static final long GRACE_MS = TimeUnit.SECONDS.toMillis(8);

  private ChildMain() {}

  /**
   * @param args the name of the main class, then its arguments
   */
  public static void main(String[] args) throws Throwable {
    daemon("parent-watch", ChildMain::exitWithParent);
    try {
      Class.forName(args[0])
          .getMethod("main", String[].class)
          .invoke(null, (Object) Arrays.copyOfRange(args, 1, args.length));
    } catch (InvocationTargetException e) {
      throw e.getCause();
    }
  }

  private static void exitWithParent() {
    try {
      while (System.in.read() >= 0) {
        // A parent says nothing; only the end of the stream matters.
      }
    } catch (IOException e) {
      // A broken pipe is an ended parent, too.
    }
    daemon("parent-watch-halt", ChildMain::haltAfterGrace);
    System.exit(PARENT_GONE);
  }

  private static void haltAfterGrace() {
    try {
      Thread.sleep(GRACE_MS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    Runtime.getRuntime().halt(PARENT_GONE);
  }

  private static void daemon(String name, Runnable task) {
    Thread thread = new Thread(task, name);
    thread.setDaemon(true);
    thread.start();
  }
}
