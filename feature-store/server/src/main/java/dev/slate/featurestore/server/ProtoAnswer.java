package dev.slate.featurestore.server;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.linecorp.armeria.common.HttpData;
import dev.slate.featurestore.online.feast.ProtoWriter;
import java.util.List;

/**
 * Writes a GetOnlineFeaturesResponse straight from the columns, in a gRPC frame. For 100 rows of 50
 * features that takes a tenth of the CPU time of 5,000 message objects ({@code bench/features/run
 * encode}).
 */
final class ProtoAnswer {
  private static final int PREFIX = 5;
  private static final int METADATA = 1;
  private static final int RESULTS = 2;
  private static final int STATUSES = 2;
  private static final int NAMES = 1;
  private static final int NAME = 1;

  private ProtoAnswer() {}

  /**
   * @param names one for each column
   */
  static HttpData frame(OnlineAnswer answer, List<String> names) {
    int cells = answer.rows() * answer.columns().size();
    ProtoWriter column = new ProtoWriter(32 * answer.rows() + 64);
    ProtoWriter out = new ProtoWriter(24 * cells + 1024);
    out.fixed32(0).one(0);
    metadata(names, out);
    for (FeatureColumn each : answer.columns()) {
      column.clear();
      each.appendValues(answer.rows(), column);
      statuses(each, answer.rows(), column);
      column.raw(each.eventTimes().encoded());
      out.varint(RESULTS << 3 | 2).varint(column.size()).raw(column);
    }
    return framed(out);
  }

  private static void metadata(List<String> names, ProtoWriter out) {
    ProtoWriter list = new ProtoWriter(32 * names.size() + 16);
    names.forEach(name -> list.text(NAME, name));
    out.varint(METADATA << 3 | 2)
        .varint(list.size() + 1L + ProtoWriter.varintSize(list.size()))
        .varint(NAMES << 3 | 2)
        .varint(list.size())
        .raw(list);
  }

  private static void statuses(FeatureColumn column, int rows, ProtoWriter out) {
    out.one(STATUSES << 3 | 2).varint(rows);
    for (int row = 0; row < rows; row++) {
      out.one(FieldStatus.number(column.status(row)));
    }
  }

  /** A message of one text field. */
  static HttpData text(int field, String text) {
    return framed(new ProtoWriter(64).fixed32(0).one(0).bytes(field, text.getBytes(UTF_8)));
  }

  /** Puts the length of the message into the prefix: one byte 0, then four big-endian. */
  private static HttpData framed(ProtoWriter out) {
    byte[] frame = out.array();
    int length = out.size() - PREFIX;
    for (int i = 1; i < PREFIX; i++) {
      frame[i] = (byte) (length >>> 8 * (PREFIX - 1 - i));
    }
    return HttpData.wrap(frame, 0, out.size());
  }
}
