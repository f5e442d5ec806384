package dev.slate.pipelines.nightly.evaluate;

import dev.slate.training.model.metric.Bootstrap;
import dev.slate.training.model.metric.Metric;
import dev.slate.training.model.metric.MetricAccumulator;
import dev.slate.training.spark.evaluate.Slice;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** A comparison as people read it in a terminal. */
final class ComparisonTable {
  private static final String GAP = "  ";
  private static final List<Metric> ONE_LENGTH =
      List.of(Metric.HIT_RATE, Metric.MRR, Metric.MAP, Metric.RECALL);
  private static final List<Metric> SEVERAL_LENGTHS = List.of(Metric.RECALL, Metric.NDCG);

  private final Comparison comparison;
  private final StringBuilder text = new StringBuilder();

  /** A heading, and the cell below it of a row's subject. */
  private record Column<T>(String heading, Function<T, String> cell) {}

  private ComparisonTable(Comparison comparison) {
    this.comparison = comparison;
  }

  static String of(Comparison comparison) {
    ComparisonTable table = new ComparisonTable(comparison);
    table.line(comparison.title()).line("");
    if (!comparison.models().isEmpty()) {
      table.quality();
      table.beyondAccuracy();
      table.diversity();
      PipelineGain.lines(comparison).forEach(table::line);
      table.line("");
      table.seeds();
      table.slices();
      comparison.models().forEach(table::tuned);
    }
    comparison.leftOut().forEach((model, why) -> table.line(model + " left out: " + why));
    return table.text.toString();
  }

  private void quality() {
    int k = comparison.k();
    List<Column<Judged>> columns = new ArrayList<>();
    columns.add(new Column<>("model", Judged::name));
    columns.add(new Column<>(title(Metric.NDCG, k), model -> mean(model, 0, Metric.NDCG)));
    columns.add(new Column<>("95 % interval", ComparisonTable::interval));
    comparison
        .baseline()
        .ifPresent(base -> columns.add(new Column<>("over " + base.name(), this::difference)));
    int[] ks = comparison.holdout().ks();
    for (int i = 0; i < ks.length; i++) {
      int at = i;
      for (Metric metric : ks.length == 1 ? ONE_LENGTH : SEVERAL_LENGTHS) {
        if (at > 0 || metric != Metric.NDCG) {
          columns.add(new Column<>(title(metric, ks[i]), model -> mean(model, at, metric)));
        }
      }
    }
    append(columns, comparison.models());
  }

  private void beyondAccuracy() {
    append(
        List.of(
            new Column<>("lists of " + comparison.k(), Judged::name),
            new Column<>("coverage", model -> number(metrics(model).coverage())),
            new Column<>("Gini", model -> number(metrics(model).gini())),
            new Column<>("novelty, bits", model -> fixed("%.2f", metrics(model).novelty())),
            new Column<>("train, s", model -> fixed("%.1f", model.trainSeconds())),
            new Column<>("rank, s", model -> fixed("%.1f", model.judgeSeconds()))),
        comparison.models());
  }

  private void diversity() {
    List<Column<Judged>> columns = new ArrayList<>();
    columns.add(new Column<>("diversity of lists of " + comparison.k() + " by", Judged::name));
    for (String measure : comparison.diversity().names()) {
      columns.add(
          new Column<>(
              measure, model -> number(comparison.diversity().mean(measure, model.result()))));
    }
    append(columns, comparison.models());
  }

  /** What chance in training does to the models that it plays a part in. */
  private void seeds() {
    List<Judged> several =
        comparison.models().stream().filter(model -> model.bySeed().size() > 1).toList();
    if (several.isEmpty()) {
      return;
    }
    List<Column<Judged>> columns = new ArrayList<>();
    columns.add(new Column<>("over " + several.get(0).bySeed().size() + " seeds", Judged::name));
    for (Metric metric : List.of(Metric.NDCG, Metric.HIT_RATE, Metric.RECALL)) {
      columns.add(
          new Column<>(
              title(metric, comparison.k()), model -> number(model.overSeeds(metric).mean())));
      columns.add(new Column<>("95 % interval", model -> limits(model.overSeeds(metric))));
    }
    append(columns, several);
  }

  private void slices() {
    List<Slice> all = comparison.models().get(0).slices();
    Set<String> groups =
        all.stream().map(Slice::group).collect(Collectors.toCollection(LinkedHashSet::new));
    for (String group : groups) {
      List<Integer> rows =
          IntStream.range(0, all.size())
              .filter(i -> all.get(i).group().equals(group))
              .boxed()
              .toList();
      List<Column<Integer>> columns = new ArrayList<>();
      columns.add(
          new Column<>(all.get(rows.get(0)).metric() + " of " + group, i -> all.get(i).label()));
      columns.add(new Column<>("n", i -> String.format(Locale.ROOT, "%,d", all.get(i).size())));
      for (Judged model : comparison.models()) {
        columns.add(
            new Column<>(model.name(), i -> number(model.slices().get(i).interval().mean())));
      }
      append(columns, rows);
    }
  }

  private void tuned(Judged model) {
    model
        .tuning()
        .ifPresent(
            tuning -> {
              line(
                  String.format(
                      Locale.ROOT,
                      "%s: best of %d trials inside train (NDCG@%d %.4f there); to keep it:",
                      model.name(),
                      tuning.trials().size(),
                      comparison.k(),
                      tuning.best().ndcg()));
              model.toKeep().forEach(kept -> line(GAP + kept));
            });
  }

  private static String title(Metric metric, int k) {
    String name =
        metric == Metric.RECALL ? "recall" : metric == Metric.HIT_RATE ? "HR" : metric.name();
    return name + "@" + k;
  }

  private static MetricAccumulator metrics(Judged model) {
    return model.result().metrics();
  }

  private static String mean(Judged model, int at, Metric metric) {
    return number(model.result().byK().get(at).mean(metric));
  }

  private static String interval(Judged model) {
    return limits(model.result().interval(Metric.NDCG));
  }

  private static String limits(Bootstrap.Interval interval) {
    return number(interval.low()) + " to " + number(interval.high());
  }

  /** The paired difference, its interval, and a star where that is above 0. */
  private String difference(Judged model) {
    return comparison
        .difference(model)
        .map(
            d ->
                String.format(
                    Locale.ROOT,
                    "%+.4f (%+.4f to %+.4f) %s",
                    d.mean(),
                    d.low(),
                    d.high(),
                    d.isAboveZero() ? "*" : " "))
        .orElse("");
  }

  private static String number(double value) {
    return fixed("%.4f", value);
  }

  private static String fixed(String format, double value) {
    return Double.isNaN(value) ? "-" : String.format(Locale.ROOT, format, value);
  }

  private ComparisonTable line(String line) {
    text.append(line).append(System.lineSeparator());
    return this;
  }

  /** Columns as wide as needed; the first to the left, others to the right. */
  private <T> void append(List<Column<T>> columns, List<T> subjects) {
    List<List<String>> rows = new ArrayList<>();
    rows.add(columns.stream().map(Column::heading).toList());
    subjects.forEach(
        subject -> rows.add(columns.stream().map(c -> c.cell().apply(subject)).toList()));
    int[] widths =
        IntStream.range(0, columns.size())
            .map(c -> rows.stream().mapToInt(row -> row.get(c).length()).max().orElse(0))
            .toArray();
    for (List<String> row : rows) {
      StringBuilder out = new StringBuilder();
      for (int c = 0; c < widths.length; c++) {
        String pad = " ".repeat(widths[c] - row.get(c).length());
        out.append(c == 0 ? row.get(c) + pad : GAP + pad + row.get(c));
      }
      line(out.toString().stripTrailing());
    }
    line("");
  }
}
