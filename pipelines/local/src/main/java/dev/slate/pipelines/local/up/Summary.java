package dev.slate.pipelines.local.up;

import dev.slate.pipelines.local.home.SlateHome;
import dev.slate.pipelines.local.imports.ImportMarker;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What to do now that everything runs. */
final class Summary {
  private Summary() {}

  static String of(String url, SlateHome home, List<ImportMarker> imports) {
    List<String> lines = new ArrayList<>(List.of("", "  Slate is ready: " + url, ""));
    if (!home.directory().equals(Path.of(".slate").toAbsolutePath().normalize())) {
      lines.add("    in another shell first:  export SLATE_HOME=" + home.directory());
    }
    String user = imports.stream().findFirst().map(ImportMarker::exampleUser).orElse("anybody");
    lines.add(line("recommend " + user + " --explain", "a slate, and why"));
    if (imports.stream().anyMatch(marker -> marker.world() != null)) {
      lines.add(line("simulate --users 100 --minutes 1", "users who click what they truly like"));
    }
    lines.add(line("experiments start " + DemoExperiment.KEY, "more diversity for half of them"));
    lines.add(line("status", "processes, addresses, logs"));
    lines.add("");
    lines.add("  Logs: " + home.logs() + "   Stop: Ctrl-C, or ./slate down");
    return String.join("\n", lines);
  }

  private static String line(String command, String what) {
    return String.format(Locale.ROOT, "    ./slate %-36s %s", command, what);
  }
}
