package dev.slate.bench.scores;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.slate.data.event.EventKind;
import dev.slate.featurestore.FeatureCatalog;
import dev.slate.featurestore.state.RecentItem;
import dev.slate.training.model.candidate.UserQuery;
import dev.slate.training.model.index.Hits;
import dev.slate.training.model.index.RowMask;
import dev.slate.training.model.registry.ModelBundle;
import dev.slate.training.model.registry.ModelRegistry;
import dev.slate.training.model.registry.RefusedModelException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * Prints the best items of a history by a published bundle's ALS and two-tower as JSON, as serving
 * finds them; {@code bench/peers/safetensors} computes the same from the files.
 */
@Command(name = "scores", mixinStandardHelpOptions = true)
public final class ScoresMain implements Callable<Integer> {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  @Parameters(paramLabel = "REGISTRY")
  private Path registry = Path.of("");

  @Option(names = "--version", description = "Default: the champion")
  private @Nullable String version;

  @Option(
      names = "--history",
      split = ",",
      description = "Items that the user chose, newest first. Default: some popular ones")
  private List<String> history = List.of();

  @Option(names = "--top", defaultValue = "10")
  private int top;

  public static void main(String[] args) {
    System.exit(new CommandLine(new ScoresMain()).execute(args));
  }

  @Override
  public Integer call() throws RefusedModelException {
    ModelRegistry models = new ModelRegistry(registry);
    String asked =
        version != null
            ? version
            : models
                .champion()
                .orElseThrow(
                    () ->
                        new IllegalArgumentException(
                            "registry: %s has no champion (expected: one, or --version)"
                                .formatted(registry)));
    System.out.println(
        scores(models.load(asked, FeatureCatalog.standard().fingerprint()), history, top));
    return 0;
  }

  /**
   * The answer as JSON.
   *
   * @param history newest first; empty for some popular ones
   */
  static String scores(ModelBundle bundle, List<String> history, int top) {
    List<String> chosen =
        history.isEmpty()
            ? Arrays.stream(bundle.popularity().overall())
                .limit(5)
                .mapToObj(bundle.items()::id)
                .toList()
            : history;
    UserQuery query =
        UserQuery.of(
            bundle,
            chosen.stream()
                .map(id -> new RecentItem(id, 0, EventKind.CLICK, Float.NaN, "e-" + id))
                .toList(),
            0);
    ObjectNode json = MAPPER.createObjectNode();
    ArrayNode items = json.putArray("history");
    chosen.forEach(items::add);
    add(json.putArray("als"), query.als(top, RowMask.ALL), bundle);
    add(json.putArray("two-tower"), query.twoTower(top, RowMask.ALL), bundle);
    return json.toString();
  }

  private static void add(ArrayNode list, Hits hits, ModelBundle bundle) {
    IntStream.range(0, hits.size())
        .forEach(
            i -> list.addArray().add(bundle.items().id(hits.items()[i])).add(hits.scores()[i]));
  }
}
