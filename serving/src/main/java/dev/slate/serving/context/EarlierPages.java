package dev.slate.serving.context;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;

/**
 * The items of the earlier pages of a slate, as 32-bit hashes of their ids: small enough to travel
 * in a cursor, so that any replica can go on, also after a restart and with another model. An item
 * is never repeated; by chance, of a million others a thousand served ones hide one in four
 * requests. Immutable.
 */
public final class EarlierPages {
  public static final EarlierPages NONE = new EarlierPages(new int[0]);

  private final int[] sorted;

  private EarlierPages(int[] sorted) {
    this.sorted = sorted;
  }

  /** Of hashes in any order. */
  public static EarlierPages of(int[] hashes) {
    int[] sorted = hashes.clone();
    Arrays.sort(sorted);
    return new EarlierPages(sorted);
  }

  public boolean contains(String itemId) {
    return sorted.length > 0 && Arrays.binarySearch(sorted, hash(itemId)) >= 0;
  }

  public int size() {
    return sorted.length;
  }

  /** These and one page more. */
  public EarlierPages and(Collection<String> itemIds) {
    int[] all = Arrays.copyOf(sorted, sorted.length + itemIds.size());
    int at = sorted.length;
    for (String id : List.copyOf(itemIds)) {
      all[at++] = hash(id);
    }
    Arrays.sort(all);
    return new EarlierPages(all);
  }

  /** Ascending. */
  public int[] hashes() {
    return sorted.clone();
  }

  /** FNV-1a over the UTF-8 bytes, finished as Murmur3 does. */
  private static int hash(String id) {
    int h = 0x811c9dc5;
    for (byte b : id.getBytes(StandardCharsets.UTF_8)) {
      h = (h ^ (b & 0xff)) * 0x01000193;
    }
    h = (h ^ h >>> 16) * 0x85ebca6b;
    h = (h ^ h >>> 13) * 0xc2b2ae35;
    return h ^ h >>> 16;
  }
}
