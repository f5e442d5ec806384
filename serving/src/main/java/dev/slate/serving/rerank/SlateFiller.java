package dev.slate.serving.rerank;

import dev.slate.data.catalog.Item;
import dev.slate.data.config.SurfaceSettings.FixedSlot;
import dev.slate.serving.catalog.CatalogItem;
import dev.slate.serving.experiment.Parameter;
import dev.slate.serving.rank.Ranked;
import dev.slate.serving.retrieve.Candidate;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Fills the slots of one slate from the top: a fixed slot from its source, a slot that explores by
 * chance, every other with the next item of the pool, all of them within the rules. When the pool
 * has no more it goes on with the {@link Backfill}; when that has none either, the first rule gives
 * way for the rest of the slate and the search begins again. For one thread.
 */
final class SlateFiller {
  private final Pool pool;
  private final List<SlateRule.Tally> rules;
  private final List<FixedSlot> fixed;
  private final Exploration.Draws draws;
  private final Backfill backfill;
  private final boolean[] taken;
  private final List<Ranked.Entry> entries = new ArrayList<>();
  private final List<Slate.Move> moves;
  private final List<Slate.Refusal> refusals = new ArrayList<>();
  private final List<String> relaxed = new ArrayList<>();
  private final List<Slate.Draw> drawn = new ArrayList<>();
  private List<String> yielding = List.of();
  private int next;

  /**
   * @param rules that hold, the first to give way first
   * @param fixed whose conditions hold
   */
  SlateFiller(
      Pool pool,
      List<SlateRule.Tally> rules,
      List<FixedSlot> fixed,
      Exploration.Draws draws,
      Backfill backfill) {
    this.pool = pool;
    this.rules = new ArrayList<>(rules);
    this.fixed = fixed;
    this.draws = draws;
    this.backfill = backfill;
    this.taken = new boolean[pool.size()];
    this.moves = new ArrayList<>(pool.moves());
  }

  Slate fill(int count) {
    boolean found = true;
    while (found && entries.size() < count) {
      found = takeFixed() || takeDrawn() || takeNext() || takeMore() || relax();
    }
    return new Slate(
        List.copyOf(entries),
        List.copyOf(moves),
        List.copyOf(refusals),
        List.copyOf(relaxed),
        List.copyOf(drawn));
  }

  private boolean takeFixed() {
    for (FixedSlot slot : fixed) {
      if (slot.slot() - 1 == entries.size()) {
        for (int place = 0; place < pool.size(); place++) {
          Ranked.Entry entry = pool.at(place);
          if (!taken[place] && isFrom(entry, slot.source()) && refusing(entry) == null) {
            move(entry, "fixed", place, "slot of " + slot.source(), Float.NaN);
            return take(entry, place);
          }
        }
      }
    }
    return false;
  }

  private static boolean isFrom(Ranked.Entry entry, String source) {
    for (Candidate.Origin origin : entry.candidate().origins()) {
      if (origin.source().equals(source)) {
        return true;
      }
    }
    return false;
  }

  private boolean takeDrawn() {
    if (!draws.isSlot(entries.size())) {
      return false;
    }
    int depth = pool.context().parameters().wholeNumber(Parameter.EXPLORATION_DEPTH);
    List<Integer> places = new ArrayList<>();
    for (int place = next; place < pool.size() && places.size() < depth; place++) {
      if (!taken[place] && refusing(pool.at(place)) == null) {
        places.add(place);
      }
    }
    if (places.isEmpty()) {
      return false;
    }
    Exploration.Drawn one = draws.draw(places.stream().map(pool::at).toList());
    int place = places.get(one.index());
    Ranked.Entry entry = pool.at(place);
    drawn.add(new Slate.Draw(entries.size(), id(entry), one.propensity(), places.size()));
    move(entry, "exploration", place, "propensity", (float) one.propensity());
    return take(entry, place);
  }

  private boolean takeNext() {
    for (; next < pool.size(); next++) {
      if (taken[next]) {
        continue;
      }
      Ranked.Entry entry = pool.at(next);
      SlateRule.Tally refusing = refusing(entry);
      if (refusing == null) {
        return take(entry, next);
      }
      refusals.add(new Slate.Refusal(id(entry), refusing.name()));
    }
    return false;
  }

  private boolean takeMore() {
    Candidate more =
        rules.isEmpty() ? backfill.next() : backfill.next(item -> refusing(item) == null);
    if (more == null) {
      return false;
    }
    relaxed.addAll(yielding);
    yielding = List.of();
    float lowest = entries.isEmpty() ? 0 : entries.get(entries.size() - 1).score();
    Ranked.Entry entry = new Ranked.Entry(more, -1, lowest);
    move(entry, "back-fill", -1, "popular", Float.NaN);
    count(entry);
    return true;
  }

  private boolean relax() {
    if (rules.isEmpty()) {
      yielding = backfill.relax();
      return !yielding.isEmpty();
    }
    relaxed.add(rules.remove(0).name());
    next = 0;
    backfill.restart();
    return true;
  }

  private SlateRule.@Nullable Tally refusing(Ranked.Entry entry) {
    return refusing(entry.candidate().item());
  }

  private SlateRule.@Nullable Tally refusing(CatalogItem item) {
    if (rules.isEmpty()) {
      return null;
    }
    Item facts = item.facts();
    for (SlateRule.Tally rule : rules) {
      if (!rule.admits(facts)) {
        return rule;
      }
    }
    return null;
  }

  private boolean take(Ranked.Entry entry, int place) {
    taken[place] = true;
    count(entry);
    return true;
  }

  private void count(Ranked.Entry entry) {
    entries.add(entry);
    for (SlateRule.Tally rule : rules) {
      rule.add(entry.candidate().item().facts());
    }
  }

  private void move(Ranked.Entry entry, String by, int from, String label, float value) {
    if (from != entries.size()) {
      moves.add(new Slate.Move(id(entry), by, from, entries.size(), label, value));
    }
  }

  private static String id(Ranked.Entry entry) {
    return entry.candidate().item().id();
  }
}
