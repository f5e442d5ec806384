package dev.slate.featurestore.offline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slate.data.event.Event;
import dev.slate.featurestore.EntityState;
import dev.slate.featurestore.EventReplayer;
import dev.slate.featurestore.FeatureCatalog;
import dev.slate.featurestore.FeatureView;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.apache.spark.sql.Row;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BatchViewsTest {

  @ParameterizedTest
  @ValueSource(strings = {"user_longterm", "item_longterm"})
  void of_anyTime_equalsFoldingEachEntity(String name) {
    FeatureView view =
        FeatureCatalog.standard().views().stream()
            .filter(v -> v.name().equals(name))
            .findFirst()
            .orElseThrow();
    List<Event> events = EventRows.random(new Random(11), 300);
    long asOfMs = events.get(150).eventTimeMs();

    Map<String, List<Object>> rows = new HashMap<>();
    for (Row row : BatchViews.of(EventRows.of(events), view, asOfMs).collectAsList()) {
      rows.put(row.getString(0), List.of(row.getList(1), row.getLong(2)));
    }

    assertThat(rows).isEqualTo(oracle(events, view, asOfMs));
  }

  private static Map<String, List<Object>> oracle(
      List<Event> events, FeatureView view, long asOfMs) {
    Set<List<Object>> seen = new HashSet<>();
    Map<String, List<Event>> byId = new HashMap<>();
    for (Event event : events) {
      if (event.eventTimeMs() < asOfMs
          && seen.add(List.of(event.userId(), event.eventId(), event.eventTimeMs()))) {
        byId.computeIfAbsent(view.entity().idOf(event), id -> new ArrayList<>()).add(event);
      }
    }
    Map<String, List<Object>> rows = new HashMap<>();
    byId.forEach(
        (id, own) -> {
          own.sort(EventReplayer.ORDER);
          EntityState state = new EventReplayer(view).replay(own, new long[0], (i, before) -> {});
          float[] values = new float[view.scalars().size()];
          state.values(asOfMs, values, 0);
          List<Float> boxed = new ArrayList<>();
          for (float value : values) {
            boxed.add(value);
          }
          rows.put(id, List.of(boxed, state.newestEventTimeMs()));
        });
    return rows;
  }
}
