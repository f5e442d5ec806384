package dev.slate.training.model.rank;

import dev.slate.training.model.FormatException;

/**
 * A ranker that also reads how each row stands among the others of its call: all candidates of a
 * request are one list, and a score means something within it only.
 *
 * @param model of expanded rows
 */
public record ListRanker(RelativeInputs relative, Ranker model) implements Ranker {

  public ListRanker {
    if (model.inputs() != relative.expanded()) {
      throw new FormatException(
          "ranker inputs: %d (expected: %d, with those within the list)"
              .formatted(model.inputs(), relative.expanded()));
    }
  }

  @Override
  public int inputs() {
    return relative.inputs();
  }

  @Override
  public void margins(float[] rows, int n, float[] out) {
    model.margins(relative.expand(rows, n), n, out);
  }

  @Override
  public Ranker light() {
    return model.light() == model ? this : new ListRanker(relative, model.light());
  }
}
