package dev.slate.featurestore.offline.audit;

import dev.slate.featurestore.store.StateVersion;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Row;

/**
 * Along one item's questions and then its events, in any order: gives each event the first version
 * that contains it and drops what no question is about. Memory: the questions of one item.
 */
final class VersionWalk extends Walk {
  private final List<Row> questions = new ArrayList<>();
  private List<Chain> chains = List.of();
  private boolean asked;

  VersionWalk(Iterator<Row> lines) {
    super(lines, Rows.ITEM_ID);
  }

  @Override
  void begin() {
    questions.clear();
    chains = List.of();
    asked = false;
  }

  @Override
  void take(Row line) {
    if (!Rows.isEvent(line)) {
      questions.add(line);
      return;
    }
    ask();
    for (int chain = 0; chain < chains.size(); chain++) {
      int link =
          chains.get(chain).firstWith(line.getInt(Rows.PARTITION), line.getLong(Rows.OFFSET));
      if (link < chains.get(chain).size()) {
        emit(Rows.at(line, chain, link));
      }
    }
  }

  @Override
  void end() {
    ask();
  }

  private void ask() {
    if (asked) {
      return;
    }
    asked = true;
    Map<StateVersion, List<Row>> byVersion = new HashMap<>();
    for (Row question : questions) {
      StateVersion version = StateVersion.decode(question.getAs(Rows.VERSION));
      byVersion.computeIfAbsent(version, v -> new ArrayList<>()).add(question);
    }
    chains = Chain.of(byVersion.keySet());
    byVersion.forEach(this::place);
    questions.clear();
  }

  private void place(StateVersion version, List<Row> asking) {
    for (int chain = 0; chain < chains.size(); chain++) {
      int link = chains.get(chain).indexOf(version);
      if (link >= 0) {
        for (Row question : asking) {
          emit(Rows.at(question, chain, link));
        }
        return;
      }
    }
    throw new IllegalStateException(version + " is of no chain");
  }
}
