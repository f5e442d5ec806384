package dev.slate.training.spark.rank;

import java.util.Optional;

/**
 * Platt scaling (1999): the line through margins whose sigmoid is most likely to have given the
 * labels, each row counting for all that it stands for. Newton's method, O(steps rows).
 */
final class PlattScaling {
  private static final int STEPS = 50;
  private static final double ENOUGH = 1e-9;

  /** {@code scale * margin + offset}; scale is above 0. */
  record Line(float scale, float offset) {}

  private PlattScaling() {}

  /** Empty if margins do not rise with the labels, or all labels are the same. */
  static Optional<Line> fit(RankerRows rows, float[] margins) {
    double scale = 1;
    double offset = 0;
    for (int step = 0; step < STEPS; step++) {
      double slopeScale = 0;
      double slopeOffset = 0;
      double curveScale = 1e-9;
      double curveBoth = 0;
      double curveOffset = 1e-9;
      for (int row = 0; row < margins.length; row++) {
        double margin = margins[row];
        double p = 1 / (1 + Math.exp(-(scale * margin + offset)));
        double slope = rows.count(row) * ((rows.label(row) ? 1 : 0) - p);
        double curve = rows.count(row) * p * (1 - p);
        slopeScale += slope * margin;
        slopeOffset += slope;
        curveScale += curve * margin * margin;
        curveBoth += curve * margin;
        curveOffset += curve;
      }
      double determinant = curveScale * curveOffset - curveBoth * curveBoth;
      double scaleStep = (curveOffset * slopeScale - curveBoth * slopeOffset) / determinant;
      double offsetStep = (curveScale * slopeOffset - curveBoth * slopeScale) / determinant;
      scale += scaleStep;
      offset += offsetStep;
      if (Math.abs(scaleStep) + Math.abs(offsetStep) < ENOUGH) {
        break;
      }
    }
    float steep = (float) scale;
    float shift = (float) offset;
    return steep > 0 && Float.isFinite(steep) && Float.isFinite(shift)
        ? Optional.of(new Line(steep, shift))
        : Optional.empty();
  }
}
