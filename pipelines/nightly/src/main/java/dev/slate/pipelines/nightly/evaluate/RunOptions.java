package dev.slate.pipelines.nightly.evaluate;

import dev.slate.training.spark.evaluate.Protocol;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Option;

/** What is compared, how it is tuned, and how it is shown. */
public final class RunOptions {
  @Option(
      names = "--protocol",
      paramLabel = "NAME",
      description =
          "${COMPLETION-CANDIDATES}. Default: what the files are made for, else time-split.",
      converter = ProtocolName.class,
      completionCandidates = ProtocolNames.class)
  @Nullable Protocol protocol;

  @Option(
      names = "--cold",
      paramLabel = "N",
      description = "Items that cold-items holds out. Default: 300")
  @Nullable Integer cold;

  @Option(
      names = "--model",
      paramLabel = "NAME",
      split = ",",
      description =
          "popularity, recent-popularity, item-knn, ease, two-tower, als, and of a time split"
              + " pipeline, pipeline-diverse, pipeline-hnsw: these by default; self-attention, als-spark"
              + " and category-popularity when asked for. Of cold-items: popularity,"
              + " category-popularity, two-tower, als.")
  List<String> models = List.of();

  @Option(
      names = "--set",
      paramLabel = "KEY=VALUE",
      description = "A setting of a model, such as ease.l2=300; it is not tuned then.")
  Map<String, Double> settings = new LinkedHashMap<>();

  @Option(
      names = "--tune",
      paramLabel = "N",
      description =
          "Try N settings of each model inside train: random search with successive halving.")
  int tune;

  @Option(
      names = "--budget",
      paramLabel = "TIME",
      description =
          "For all tuning, such as 90s, 25m or 1h; a training that is still at it then is broken"
              + " off after its pass. Default: no limit.",
      converter = Budget.class)
  @Nullable Duration budget;

  @Option(
      names = "--baseline",
      paramLabel = "MODEL",
      description =
          "The model that others are compared with. Default: popularity; of cold-items:"
              + " category-popularity")
  @Nullable String baseline;

  @Option(
      names = "--min-rating",
      paramLabel = "STARS",
      description =
          "A rating of fewer does not count. Default: the configured one in time-split and"
              + " cold-items, else 0.")
  @Nullable Double minRating;

  @Option(names = "--seed", description = "Of all that is random. Default: the configured one.")
  @Nullable Long seed;

  @Option(
      names = "--seeds",
      paramLabel = "N",
      defaultValue = "1",
      description =
          "Train N times with the seeds that follow, and print mean and interval. Default:"
              + " ${DEFAULT-VALUE}")
  int seeds = 1;

  @Option(names = "--json", description = "Print the figures as JSON, for machines.")
  boolean json;

  @Option(
      names = "--html",
      paramLabel = "FILE",
      description = "Write a page of plots that needs nothing but itself.")
  @Nullable Path html;

  static final class ProtocolNames implements Iterable<String> {
    @Override
    public Iterator<String> iterator() {
      return Arrays.stream(Protocol.values()).map(Protocol::label).iterator();
    }
  }

  static final class ProtocolName implements CommandLine.ITypeConverter<Protocol> {
    @Override
    public Protocol convert(String value) {
      return Arrays.stream(Protocol.values())
          .filter(protocol -> protocol.label().equals(value))
          .findFirst()
          .orElseThrow(
              () ->
                  new CommandLine.TypeConversionException(
                      "'"
                          + value
                          + "' (expected: "
                          + String.join(", ", new ProtocolNames())
                          + ")"));
    }
  }

  static final class Budget implements CommandLine.ITypeConverter<Duration> {
    private static final Pattern FORM = Pattern.compile("([1-9][0-9]{0,8})([smh])");

    @Override
    public Duration convert(String value) {
      Matcher matcher = FORM.matcher(value);
      if (!matcher.matches()) {
        throw new CommandLine.TypeConversionException(
            "'" + value + "' (expected: such as 90s, 25m or 1h)");
      }
      long count = Long.parseLong(matcher.group(1));
      return switch (matcher.group(2)) {
        case "s" -> Duration.ofSeconds(count);
        case "m" -> Duration.ofMinutes(count);
        default -> Duration.ofHours(count);
      };
    }
  }
}
