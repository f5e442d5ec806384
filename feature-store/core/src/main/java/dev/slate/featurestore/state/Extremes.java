package dev.slate.featurestore.state;

/** The smallest and the largest value. */
public final class Extremes implements State {
  private double min = Double.NaN;
  private double max = Double.NaN;

  /** Reads what {@link #encode} wrote. */
  public static Extremes decode(ByteReader in) {
    Extremes state = new Extremes();
    state.min = in.readDouble();
    state.max = in.readDouble();
    if (Double.isNaN(state.min) != Double.isNaN(state.max)
        || Double.compare(state.min, state.max) > 0) {
      throw new StateFormatException("smallest " + state.min + " above largest " + state.max);
    }
    return state;
  }

  /** Takes a value in; NaN is none. */
  public void add(double value) {
    add(value, value);
  }

  private void add(double smallest, double largest) {
    if (!Double.isNaN(smallest)) {
      min = Double.isNaN(min) ? smallest : Math.min(min, smallest);
      max = Double.isNaN(max) ? largest : Math.max(max, largest);
    }
  }

  @Override
  public void merge(State other) {
    Extremes that = State.require(this, Extremes.class, other);
    add(that.min, that.max);
  }

  /** NaN if there was none. */
  public double min() {
    return min;
  }

  /** NaN if there was none. */
  public double max() {
    return max;
  }

  @Override
  public void encode(ByteWriter out) {
    out.writeDouble(min);
    out.writeDouble(max);
  }
}
