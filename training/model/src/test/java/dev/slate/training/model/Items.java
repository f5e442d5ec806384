package dev.slate.training.model;

import dev.slate.data.catalog.Item;
import java.util.List;
import java.util.Map;

/** Items that training has not seen. */
public final class Items {
  private Items() {}

  /** Of some categories and nothing else. */
  public static Item of(String... categories) {
    return new Item("new", "", List.of(categories), 0, true, Map.of());
  }
}
