package dev.slate.pipelines.local.up;

import dev.slate.pipelines.local.home.SlateHome;
import java.nio.file.Path;

/** What to do now that everything runs. */
final class Summary {
  private Summary() {}

  static String of(String url, SlateHome home) {
    boolean isDefault = home.directory().equals(Path.of(".slate").toAbsolutePath().normalize());
    String where =
        isDefault
            ? ""
            : "    In another shell first:  export SLATE_HOME=" + home.directory() + "\n";
    return String.join(
        "\n",
        "",
        "  Slate is ready: " + url,
        "",
        where + "    ./slate recommend u1 --explain            a slate, and why",
        "    ./slate simulate --users 100 --minutes 1  users who click what they truly like",
        "    ./slate experiments start "
            + DemoExperiment.KEY
            + "  try more diversity on half of them",
        "    ./slate status                            processes, addresses, logs",
        "",
        "  Logs: " + home.logs() + "   Stop: Ctrl-C, or ./slate down");
  }
}
