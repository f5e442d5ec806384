package dev.slate.pipelines.local;

import java.io.PrintWriter;
import java.io.StringWriter;

/** Tells a person what went wrong: one line and a fix where it was foreseen, else the trace. */
final class Failures {
  private Failures() {}

  static String describe(Exception failure) {
    if (failure instanceof CommandFailure expected) {
      String fix = expected.fix().isEmpty() ? "" : "\n  fix: " + expected.fix();
      return "slate: " + expected.getMessage() + fix;
    }
    if (failure instanceof IllegalArgumentException
        || failure.getClass().getPackageName().startsWith("dev.slate.")) {
      return "slate: " + failure.getMessage();
    }
    StringWriter trace = new StringWriter();
    failure.printStackTrace(new PrintWriter(trace));
    return "slate: unexpected failure, please report it\n" + trace;
  }
}
