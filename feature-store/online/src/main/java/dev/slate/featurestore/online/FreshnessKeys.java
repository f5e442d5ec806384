package dev.slate.featurestore.online;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.slate.featurestore.FeatureView;
import dev.slate.featurestore.freshness.FreshnessStore;
import dev.slate.featurestore.store.ValueReader;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The keys and fields of docs/contracts.md that freshness writes, and which entity a key is of. */
final class FreshnessKeys {
  private static final String STATE = ":s:";
  private static final String STATES = "slate:{";
  private static final String ROWS = "slate:row:";

  private FreshnessKeys() {}

  static byte[] lag(FeatureView view, int partition) {
    return ("slate:lag:" + view.name() + "." + partition).getBytes(UTF_8);
  }

  static byte[] ages(String row) {
    return ("slate:freshness:" + row).getBytes(UTF_8);
  }

  /** A ring of a day: what was there a day ago is replaced, so that nothing has to be deleted. */
  static byte[] field(long minute) {
    return Long.toString(minute % FreshnessStore.HISTORY_MINUTES).getBytes(US_ASCII);
  }

  static byte[] age(long minute, long ageMs) {
    return (minute + ":" + ageMs).getBytes(US_ASCII);
  }

  /** Ages by minute; what is not {@code <minute>:<age>} is left out. */
  static Map<Long, Long> ages(Map<byte[], byte[]> fields) {
    Map<Long, Long> ages = new HashMap<>();
    for (byte[] value : fields.values()) {
      String text = new String(value, US_ASCII);
      if (text.matches("\\d{1,12}:\\d{1,15}")) {
        int colon = text.indexOf(':');
        ages.put(
            Long.parseLong(text.substring(0, colon)), Long.parseLong(text.substring(colon + 1)));
      }
    }
    return ages;
  }

  /** The entity whose value a key holds; null if it is no value of these views. */
  static ValueReader.@Nullable Key entity(byte[] key, List<FeatureView> views) {
    String text = new String(key, UTF_8);
    for (FeatureView view : views) {
      String id =
          switch (view.source()) {
            case STREAM -> stateOf(view, text);
            case BATCH -> rowOf(view, text);
          };
      if (id != null) {
        return new ValueReader.Key(view, id);
      }
    }
    return null;
  }

  private static @Nullable String stateOf(FeatureView view, String key) {
    String prefix = STATES + view.name() + ".";
    int end = key.indexOf('}');
    return key.startsWith(prefix) && end > 0 && key.startsWith(STATE, end + 1)
        ? key.substring(end + 1 + STATE.length())
        : null;
  }

  private static @Nullable String rowOf(FeatureView view, String key) {
    String prefix = ROWS + view.name() + ":";
    return key.startsWith(prefix) ? key.substring(prefix.length()) : null;
  }
}
