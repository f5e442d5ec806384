package dev.slate.featurestore.state;

/** The value with the newest event time; equal times are decided by the larger tie. */
public final class Latest implements State {
  private long timeMs = Long.MIN_VALUE;
  private String tie = "";
  private double value = Double.NaN;

  /** Reads what {@link #encode} wrote. */
  public static Latest decode(ByteReader in) {
    Latest state = new Latest();
    state.timeMs = in.readFixed64();
    state.tie = in.readString();
    state.value = in.readDouble();
    return state;
  }

  @Override
  public void apply(StateUpdate update) {
    StateUpdate.Put put = State.require(this, StateUpdate.Put.class, update);
    put(put.eventTimeMs(), put.tie(), put.value());
  }

  @Override
  public void merge(State other) {
    Latest that = State.require(this, Latest.class, other);
    put(that.timeMs, that.tie, that.value);
  }

  private void put(long newTimeMs, String newTie, double newValue) {
    if (newTimeMs > timeMs || newTimeMs == timeMs && newTie.compareTo(tie) > 0) {
      timeMs = newTimeMs;
      tie = newTie;
      value = newValue;
    }
  }

  public boolean isEmpty() {
    return timeMs == Long.MIN_VALUE;
  }

  public long timeMs() {
    return timeMs;
  }

  public double value() {
    return value;
  }

  @Override
  public void encode(ByteWriter out) {
    out.writeFixed64(timeMs);
    out.writeString(tie);
    out.writeDouble(value);
  }
}
