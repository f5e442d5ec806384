package dev.slate.featurestore.state;

/** Count and integer sum over all time. */
public final class Total implements State {
  private long count;
  private long sum;

  /** Reads what {@link #encode} wrote. */
  public static Total decode(ByteReader in) {
    Total state = new Total();
    state.count = in.readLong();
    state.sum = in.readLong();
    return state;
  }

  @Override
  public void apply(StateUpdate update) {
    count++;
    sum += State.require(this, StateUpdate.Add.class, update).amount();
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
    out.writeLong(count);
    out.writeLong(sum);
  }
}
