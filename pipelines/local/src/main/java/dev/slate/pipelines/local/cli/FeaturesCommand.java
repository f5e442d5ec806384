package dev.slate.pipelines.local.cli;

import com.fasterxml.jackson.databind.JsonNode;
import dev.slate.featurestore.FeatureCatalog;
import dev.slate.pipelines.local.api.Api;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code slate features}. */
@Command(
    name = "features",
    subcommands = FreshnessCommand.class,
    mixinStandardHelpOptions = true,
    description = "Shows features, their values and how fresh they are.",
    footer = {
      "",
      "Examples:",
      "  slate features list",
      "  slate features freshness --watch",
      "  slate features get user_activity u1"
    })
public final class FeaturesCommand {
  @Command(
      mixinStandardHelpOptions = true,
      description = "All that is defined: views, features, services. Needs no server.")
  int list(@Option(names = "--json", description = "Print it as JSON") boolean json) {
    JsonNode catalog = CatalogJson.of(FeatureCatalog.standard());
    System.out.println(json ? catalog.toPrettyString() : CatalogText.of(catalog));
    return 0;
  }

  @Command(mixinStandardHelpOptions = true, description = "One entity's values in one view.")
  int get(
      @Mixin ApiOptions options,
      @Parameters(paramLabel = "VIEW") String view,
      @Parameters(paramLabel = "ID") String id) {
    JsonNode row = options.api().get("/v1/features/" + Api.part(view) + "/" + Api.part(id));
    if (!options.printedJson(row)) {
      System.out.println(FeatureRowText.of(row));
    }
    return 0;
  }
}
