package dev.slate.training.spark.rank;

import java.util.ArrayList;
import java.util.List;
import org.tribuo.Example;
import org.tribuo.MutableDataset;
import org.tribuo.classification.Label;
import org.tribuo.classification.LabelFactory;
import org.tribuo.impl.ArrayExample;
import org.tribuo.provenance.SimpleDataSourceProvenance;

/**
 * Ranker rows as Tribuo examples. A NaN is left out, which is how Tribuo says missing. Input {@code
 * i} is named so that Tribuo's order by name is the order by number.
 */
final class TribuoRows {
  static final Label NO = new Label("0");
  static final Label YES = new Label("1");

  private TribuoRows() {}

  static String name(int input) {
    return String.format("f%05d", input);
  }

  /** The input of a name. */
  static int input(String name) {
    return Integer.parseInt(name.substring(1));
  }

  /** Weighted, to train on. */
  static MutableDataset<Label> dataset(RankerRows rows) {
    LabelFactory labels = new LabelFactory();
    MutableDataset<Label> dataset =
        new MutableDataset<>(new SimpleDataSourceProvenance("slate ranker rows", labels), labels);
    List<Example<Label>> examples = examples(rows, 0, rows.size());
    float[] weights = rows.balancedWeights();
    for (int row = 0; row < weights.length; row++) {
      if (weights[row] > 0) {
        examples.get(row).setWeight(weights[row]);
        dataset.add(examples.get(row));
      }
    }
    return dataset;
  }

  /** The examples of rows {@code [from, to)}. */
  static List<Example<Label>> examples(RankerRows rows, int from, int to) {
    String[] names = new String[rows.inputs()];
    for (int i = 0; i < names.length; i++) {
      names[i] = name(i);
    }
    List<Example<Label>> examples = new ArrayList<>(to - from);
    for (int row = from; row < to; row++) {
      examples.add(example(rows, row, names));
    }
    return examples;
  }

  private static Example<Label> example(RankerRows rows, int row, String[] names) {
    int present = 0;
    for (int i = 0; i < names.length; i++) {
      present += Float.isNaN(rows.value(row, i)) ? 0 : 1;
    }
    String[] used = new String[present];
    double[] values = new double[present];
    int at = 0;
    for (int i = 0; i < names.length; i++) {
      if (!Float.isNaN(rows.value(row, i))) {
        used[at] = names[i];
        values[at++] = rows.value(row, i);
      }
    }
    return new ArrayExample<>(rows.label(row) ? YES : NO, used, values);
  }
}
