package dev.slate.pipelines.nightly.evaluate;

import dev.slate.data.catalog.Item;
import dev.slate.data.dataset.Dataset;
import dev.slate.data.event.Event;
import dev.slate.data.split.Interactions;
import dev.slate.training.spark.Positives;
import dev.slate.training.spark.TrainingData;
import dev.slate.training.spark.evaluate.ColdItems;
import dev.slate.training.spark.evaluate.Holdout;
import dev.slate.training.spark.evaluate.Protocol;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A data set made ready for a protocol, then cut by it.
 *
 * @param all the positives before the cut; of given files, train
 */
record Cut(TrainingData all, Holdout holdout) {
  private static final int MIN_ITEM_EVENTS = 5;

  /**
   * @param minRating stars from which a rating is a positive
   * @param cold how many items are held out, where the protocol holds items out
   * @throws IllegalArgumentException if the data does not suit the protocol
   */
  static Cut of(Input input, Protocol protocol, double minRating, int cold, long seed) {
    Dataset dataset = input.dataset();
    return switch (protocol) {
      case TIME_SPLIT ->
          cut(protocol, TrainingData.of(dataset.events(), dataset.items(), minRating), seed);
      case LEAVE_LAST_OUT -> {
        List<Event> events = frequent(dataset.events());
        yield cut(
            protocol, TrainingData.of(events, known(dataset.items(), events), minRating), seed);
      }
      case SAMPLED ->
          input.negatives().isEmpty() ? sampled(dataset, minRating, seed) : ncf(input, minRating);
      case GIVEN_FILES -> given(protocol, dataset, minRating);
      case COLD_ITEMS -> {
        TrainingData all = TrainingData.of(dataset.events(), dataset.items(), minRating);
        yield new Cut(all, ColdItems.cut(all, cold));
      }
    };
  }

  private static Cut cut(Protocol protocol, TrainingData all, long seed) {
    return new Cut(all, protocol.cut(all, seed));
  }

  private static Cut sampled(Dataset dataset, double minRating, long seed) {
    List<Event> events = dataset.events();
    return cut(
        Protocol.SAMPLED, TrainingData.of(events, known(dataset.items(), events), minRating), seed);
  }

  private static Cut given(Protocol protocol, Dataset dataset, double minRating) {
    int trainEvents =
        dataset
            .givenTrainSize()
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        "protocol: "
                            + protocol.label()
                            + " (expected with it: --train FILE and --test FILE)"));
    TrainingData whole = TrainingData.of(dataset.events(), dataset.items(), minRating);
    Predicate<Event> positive = Interactions.positives(minRating);
    Interactions rows = Interactions.of(dataset.events(), positive);
    long cut = dataset.events().stream().limit(trainEvents).filter(positive).count();
    Positives train = Positives.of(rows.keep(row -> row < cut).firstOfEachPair(), whole.items());
    Positives test = Positives.of(rows.keep(row -> row >= cut), whole.items());
    Holdout holdout = Holdout.of(protocol, whole, train, test, new int[0][]);
    return new Cut(holdout.data(), holdout);
  }

  private static Cut ncf(Input input, double minRating) {
    Holdout full = given(Protocol.GIVEN_FILES, input.dataset(), minRating).holdout();
    Positives test = full.test();
    int[][] candidates = new int[test.users()][0];
    for (int row = 0; row < test.size(); row++) {
      String user = full.data().users().id(test.user(row));
      List<String> negatives = input.negatives().get(user);
      if (negatives == null || candidates[test.user(row)].length > 0) {
        throw new IllegalArgumentException(
            "user %s: %s (expected: one test item and one line of negatives for each user)"
                .formatted(user, negatives == null ? "no negatives" : "several test items"));
      }
      candidates[test.user(row)] =
          IntStream.concat(
                  IntStream.of(test.item(row)),
                  negatives.stream().mapToInt(full.data().items()::indexOf))
              .sorted()
              .distinct()
              .toArray();
    }
    Holdout holdout = new Holdout(Protocol.SAMPLED, full.data(), test, candidates, full.dropped());
    return new Cut(full.data(), holdout);
  }

  private static List<Event> frequent(List<Event> events) {
    Map<String, Integer> counts = new HashMap<>();
    events.forEach(event -> counts.merge(event.itemId(), 1, Integer::sum));
    return events.stream()
        .filter(event -> counts.getOrDefault(event.itemId(), 0) >= MIN_ITEM_EVENTS)
        .toList();
  }

  /** The items that have an event: only they are ranked. */
  private static List<Item> known(List<Item> items, List<Event> events) {
    Set<String> ids = events.stream().map(Event::itemId).collect(Collectors.toSet());
    return items.stream().filter(item -> ids.contains(item.itemId())).toList();
  }

  /** Users with a positive in train. */
  int trainUsers() {
    return (int)
        Arrays.stream(holdout.train().itemsByUser()).filter(items -> items.length > 0).count();
  }
}
