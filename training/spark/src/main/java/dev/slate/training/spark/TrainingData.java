package dev.slate.training.spark;

import dev.slate.data.catalog.Item;
import dev.slate.data.event.Event;
import dev.slate.data.split.Ids;
import dev.slate.data.split.Interactions;
import dev.slate.featurestore.FeatureCatalog;
import dev.slate.training.model.ItemIds;
import dev.slate.training.model.tower.ItemCategories;
import dev.slate.training.model.tower.ItemVocabulary;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * What a night learns from: one row space for all models, the catalogue's facts, and the positives.
 * Immutable.
 *
 * @param items the catalogue's items and every item of an event, sorted
 * @param facts by row; an item that the catalogue does not know has no categories
 * @param users by index
 * @param positives the first of each pair of user and item, by time
 */
public record TrainingData(ItemIds items, List<Item> facts, Ids users, Positives positives) {

  public TrainingData {
    facts = List.copyOf(facts);
  }

  /**
   * @param minRating stars from which a rating is a positive
   */
  public static TrainingData of(
      Collection<Event> events, Collection<Item> catalogue, double minRating) {
    Map<String, Item> byId = new HashMap<>();
    catalogue.forEach(item -> byId.put(item.itemId(), item));
    TreeSet<String> ids = new TreeSet<>(byId.keySet());
    events.forEach(event -> ids.add(event.itemId()));
    ItemIds items = new ItemIds(new ArrayList<>(ids));
    List<Item> facts = items.ids().stream().map(id -> byId.getOrDefault(id, unknown(id))).toList();
    Interactions chosen =
        Interactions.of(events, Interactions.positives(minRating)).firstOfEachPair();
    return new TrainingData(items, facts, chosen.users(), Positives.of(chosen, items));
  }

  /** Features of the same events, by replay in this process. */
  public static FeatureHistory features(Collection<Event> events) {
    return ReplayedFeatures.of(FeatureCatalog.standard(), events);
  }

  /** What the catalogue says of an item; nothing but its id if that is not known. */
  public Item fact(String itemId) {
    int row = items.indexOf(itemId);
    return row < 0 ? unknown(itemId) : facts.get(row);
  }

  private static Item unknown(String itemId) {
    return new Item(itemId, "", List.of(), 0, true, Map.of());
  }

  /**
   * Each item's categories, attributes and age, by row; what they can be is learnt from the items
   * of train, as of its newest row.
   */
  public ItemCategories itemCategories(Positives train) {
    List<Item> known = train.itemsPresent().stream().mapToObj(facts::get).toList();
    long asOfMs = train.size() == 0 ? 0 : train.timeMs(train.size() - 1);
    return ItemCategories.of(ItemVocabulary.of(known, asOfMs), facts);
  }

  /** Each item's categories, by row. */
  public List<List<String>> categories() {
    return facts.stream().map(Item::categories).toList();
  }
}
