package dev.slate.featurestore.state;

/** The value with the newest event time; equal times are decided by the larger tie. */
public final class Latest implements State {
  private long timeMs = Long.MIN_VALUE;
  private String tie = "";
  private double value = Double.NaN;

  /** Reads what {@link #encode} wrote. */
  public static Latest decode(ByteReader in) {
    Latest state = new Latest();
    int present = in.readByte();
    if (present > 1) {
      throw new StateFormatException("present is " + present + " (expected: 0 or 1)");
    }
    if (present == 1) {
      state.put(in.readNatural(), in.readString(), in.readDouble());
    }
    return state;
  }

  @Override
  public void merge(State other) {
    Latest that = State.require(this, Latest.class, other);
    put(that.timeMs, that.tie, that.value);
  }

  /** Sets the value as of a time, unless a newer one is known. */
  public void put(long newTimeMs, String newTie, double newValue) {
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
    out.writeByte(isEmpty() ? 0 : 1);
    if (!isEmpty()) {
      out.writeUnsigned(timeMs);
      out.writeString(tie);
      out.writeDouble(value);
    }
  }
}
