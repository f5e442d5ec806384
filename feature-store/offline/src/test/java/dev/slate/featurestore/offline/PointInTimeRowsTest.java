package dev.slate.featurestore.offline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slate.data.event.Event;
import dev.slate.featurestore.Entity;
import dev.slate.featurestore.EntityState;
import dev.slate.featurestore.EventReplayer;
import dev.slate.featurestore.FeatureCatalog;
import dev.slate.featurestore.FeatureView;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PointInTimeRowsTest {
  private static final FeatureCatalog CATALOG = FeatureCatalog.standard();
  private static final List<FeatureView> USER_VIEWS =
      List.of(CATALOG.userActivity(), CATALOG.userLongterm());
  private static final List<FeatureView> ITEM_VIEWS =
      List.of(CATALOG.itemActivity(), CATALOG.itemLongterm());

  private record Question(long rowId, String userId, String itemId, long timeMs) {}

  private record Answer(List<Float> user, List<Float> item) {}

  /** Half of all events are about one item, every tenth is a repeat, and times collide. */
  @ParameterizedTest
  @ValueSource(longs = {7, 70, 700})
  void of_randomEvents_equalsFoldingAllEarlierEventsForEachQuestion(long seed) {
    Random random = new Random(seed);
    List<Event> events = EventRows.random(random, 500);
    List<Question> questions = questions(random, events, 150);

    Map<Long, Answer> answers = ask(events, questions);

    assertThat(answers).hasSize(questions.size());
    for (Question question : questions) {
      assertThat(answers.get(question.rowId)).isEqualTo(oracle(events, question));
    }
  }

  /** Nothing at or behind the time may matter: moved by a millisecond, it changes nothing. */
  @Test
  void of_eventsAtOrAfterTheTimeShifted_answersTheSame() {
    Random random = new Random(8);
    List<Event> events = EventRows.random(random, 200);
    Event cut = events.get(100);
    List<Question> questions =
        List.of(
            new Question(0, cut.userId(), cut.itemId(), cut.eventTimeMs()),
            new Question(1, cut.userId(), "hot", cut.eventTimeMs()));
    List<Event> shifted = new ArrayList<>();
    for (Event event : events) {
      shifted.add(event.eventTimeMs() < cut.eventTimeMs() ? event : EventRows.later(event, 1));
    }

    assertThat(ask(shifted, questions)).isEqualTo(ask(events, questions));
  }

  /** The mutation that the test above would not survive if it could not see the last event. */
  @Test
  void of_questionOneMillisecondLater_seesTheEvent() {
    List<Event> events = EventRows.random(new Random(9), 50);
    Event last = EventRows.later(events.get(0), 1_000_000_000L);
    Event seen = EventRows.click("new", last.userId(), last.itemId(), last.eventTimeMs());
    events.add(seen);
    List<Question> questions =
        List.of(
            new Question(0, seen.userId(), seen.itemId(), seen.eventTimeMs()),
            new Question(1, seen.userId(), seen.itemId(), seen.eventTimeMs() + 1));

    Map<Long, Answer> answers = ask(events, questions);

    assertThat(total(answers, 1) - total(answers, 0)).isEqualTo(1);
  }

  /**
   * Both ways around a time: only what is strictly before it counts, whichever of the two moves.
   */
  @Test
  void of_eventAndQuestionAMillisecondApart_countsTheEarlierEventOnly() {
    List<Event> events = EventRows.random(new Random(10), 50);
    Event base = EventRows.later(events.get(0), 1_000_000_000L);
    long timeMs = base.eventTimeMs();
    List<Question> questions = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      questions.add(new Question(i, base.userId(), base.itemId(), timeMs - 1 + i));
    }
    Map<Long, Answer> without = ask(events, questions);

    for (int shift = -1; shift <= 1; shift++) {
      List<Event> more = new ArrayList<>(events);
      more.add(EventRows.click("new", base.userId(), base.itemId(), timeMs + shift));
      Map<Long, Answer> answers = ask(more, questions);
      for (Question question : questions) {
        if (timeMs + shift < question.timeMs) {
          assertThat(total(answers, question.rowId) - total(without, question.rowId)).isEqualTo(1);
        } else {
          assertThat(answers.get(question.rowId)).isEqualTo(without.get(question.rowId));
        }
      }
    }
  }

  @Test
  void of_nobodyKnown_answersWithEmptyStates() {
    Answer answer = ask(List.of(), List.of(new Question(5, "new", "new", 1_000))).get(5L);

    assertThat(answer).isEqualTo(oracle(List.of(), new Question(5, "new", "new", 1_000)));
  }

  private static float total(Map<Long, Answer> answers, long rowId) {
    int index = CATALOG.userActivity().scalarNames().indexOf("user_activity:interactions_total");
    return Objects.requireNonNull(answers.get(rowId)).user().get(index);
  }

  private static List<Question> questions(Random random, List<Event> events, int size) {
    List<Question> questions = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      long timeMs = events.get(random.nextInt(events.size())).eventTimeMs() + random.nextInt(3) - 1;
      questions.add(new Question(i, "u" + random.nextInt(7), "i" + random.nextInt(9), timeMs));
    }
    questions.add(new Question(size, "u1", "hot", 2_000_000_000_000L));
    return questions;
  }

  private static Map<Long, Answer> ask(List<Event> events, List<Question> questions) {
    List<Row> spine = new ArrayList<>();
    for (Question q : questions) {
      spine.add(RowFactory.create(q.rowId, q.userId, q.itemId, q.timeMs));
    }
    Dataset<Row> vectors =
        PointInTimeRows.of(
            EventRows.of(events),
            SparkTestSession.get().createDataFrame(spine, PointInTimeRows.SPINE));
    Map<Long, Answer> answers = new HashMap<>();
    for (Row row : vectors.collectAsList()) {
      answers.put(row.getLong(0), new Answer(row.getList(1), row.getList(2)));
    }
    return answers;
  }

  /** O(n^2): for each question, all earlier events folded anew, each (user, id, time) once. */
  private static Answer oracle(List<Event> events, Question question) {
    Set<List<Object>> seen = new HashSet<>();
    List<Event> before = new ArrayList<>();
    for (Event event : events) {
      if (event.eventTimeMs() < question.timeMs
          && seen.add(List.of(event.userId(), event.eventId(), event.eventTimeMs()))) {
        before.add(event);
      }
    }
    before.sort(EventReplayer.ORDER);
    return new Answer(
        values(before, USER_VIEWS, question.userId, question.timeMs),
        values(before, ITEM_VIEWS, question.itemId, question.timeMs));
  }

  private static List<Float> values(
      List<Event> events, List<FeatureView> views, String id, long timeMs) {
    List<Float> all = new ArrayList<>();
    for (FeatureView view : views) {
      Entity entity = view.entity();
      List<Event> own = events.stream().filter(e -> entity.idOf(e).equals(id)).toList();
      EntityState state = new EventReplayer(view).replay(own, new long[0], (i, before) -> {});
      float[] values = new float[view.scalars().size()];
      state.values(timeMs, values, 0);
      for (float value : values) {
        all.add(value);
      }
    }
    return all;
  }
}
