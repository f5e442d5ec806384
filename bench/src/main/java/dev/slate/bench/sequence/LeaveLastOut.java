package dev.slate.bench.sequence;

import dev.slate.data.catalog.Item;
import dev.slate.data.dataset.Dataset;
import dev.slate.data.split.Interactions;
import dev.slate.training.model.tower.ItemCategories;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * The protocol of the sequence papers: items of at least five interactions, all of them positives,
 * a user's last one by time is the test.
 *
 * @param train each user's items but the last, oldest first
 * @param test each user's last item; none of users with one interaction
 */
record LeaveLastOut(ItemCategories categories, int[][] train, int[][] test) {
  private static final int MIN_INTERACTIONS = 5;

  static LeaveLastOut of(Dataset dataset) {
    Interactions all =
        Interactions.of(dataset.events(), event -> true).withoutItemsBelow(MIN_INTERACTIONS);
    BitSet present = all.itemsPresent();
    int[] rows = new int[all.items().size()];
    int count = 0;
    for (int item = present.nextSetBit(0); item >= 0; item = present.nextSetBit(item + 1)) {
      rows[item] = count++;
    }
    Map<String, List<String>> categories = new HashMap<>();
    for (Item item : dataset.items()) {
      categories.put(item.itemId(), item.categories());
    }
    List<List<String>> byRow = new ArrayList<>();
    present.stream().forEach(i -> byRow.add(categories.getOrDefault(all.items().id(i), List.of())));
    List<List<Integer>> sequences = new ArrayList<>();
    IntStream.range(0, all.users().size()).forEach(u -> sequences.add(new ArrayList<>()));
    IntStream.range(0, all.size())
        .boxed()
        .sorted((a, b) -> Long.compare(all.timeMs(a), all.timeMs(b)))
        .forEach(row -> sequences.get(all.user(row)).add(rows[all.item(row)]));
    int[][] train = new int[sequences.size()][];
    int[][] test = new int[sequences.size()][];
    for (int user = 0; user < train.length; user++) {
      int[] whole = sequences.get(user).stream().mapToInt(Integer::intValue).toArray();
      int kept = whole.length > 1 ? whole.length - 1 : whole.length;
      train[user] = Arrays.copyOf(whole, kept);
      test[user] = Arrays.copyOfRange(whole, kept, whole.length);
    }
    return new LeaveLastOut(ItemCategories.of(byRow), train, test);
  }

  /** Each user's history as towers read it. */
  int[][] newestFirst() {
    return Arrays.stream(train)
        .map(
            items ->
                IntStream.range(0, items.length).map(i -> items[items.length - 1 - i]).toArray())
        .toArray(int[][]::new);
  }

  /** The items that somebody chose in train. */
  BitSet trainItems() {
    BitSet items = new BitSet();
    Arrays.stream(train).forEach(sequence -> IntStream.of(sequence).forEach(items::set));
    return items;
  }
}
