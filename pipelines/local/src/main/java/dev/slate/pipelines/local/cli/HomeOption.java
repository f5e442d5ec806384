package dev.slate.pipelines.local.cli;

import dev.slate.data.config.ConfigReader;
import dev.slate.pipelines.local.home.SlateHome;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which installation a command is about. */
public final class HomeOption {
  @Option(
      names = "--home",
      paramLabel = "DIR",
      description = "The installation. Default: SLATE_HOME, else .slate")
  private @Nullable Path home;

  public SlateHome home() {
    if (home != null) {
      return new SlateHome(home);
    }
    String variable = System.getenv("SLATE_HOME");
    if (variable != null) {
      return new SlateHome(Path.of(variable));
    }
    // To read the configuration costs a tenth of a second, so only where there is one.
    Path file = Path.of(System.getenv().getOrDefault("SLATE_CONF", "slate.conf"));
    return new SlateHome(Files.exists(file) ? ConfigReader.read().home() : Path.of(".slate"));
  }
}
