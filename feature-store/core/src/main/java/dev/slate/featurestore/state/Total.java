package dev.slate.featurestore.state;

/** Count and integer sum over all time. */
public final class Total implements State {
  private long count;
  private long sum;

  /** Reads what {@link #encode} wrote. */
  public static Total decode(ByteReader in) {
    Total state = new Total();
    state.count = in.readNatural();
    state.sum = in.readLong();
    return state;
  }

  /** Counts one more, of an amount. */
  public void add(long amount) {
    count++;
    sum += amount;
  }

  @Override
  public void merge(State other) {
    Total that = State.require(this, Total.class, other);
    count += that.count;
    sum += that.sum;
  }

  public long count() {
    return count;
  }

  public long sum() {
    return sum;
  }

  @Override
  public void encode(ByteWriter out) {
    out.writeUnsigned(count);
    out.writeLong(sum);
  }
}
