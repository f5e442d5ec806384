package dev.slate.featurestore.server;

import com.linecorp.armeria.common.HttpData;
import java.nio.ByteBuffer;

/** The five bytes before a gRPC message: compressed or not, and its length. */
final class GrpcFrame {
  private static final int PREFIX = 5;

  private GrpcFrame() {}

  /**
   * The message of a body that holds one.
   *
   * @throws UnsupportedOperationException if it is compressed
   * @throws InvalidRequestException if the body is not one whole frame
   */
  static ByteBuffer message(HttpData body) {
    ByteBuffer bytes = ByteBuffer.wrap(body.array());
    if (bytes.remaining() >= PREFIX) {
      if (bytes.get() != 0) {
        throw new UnsupportedOperationException("compressed requests are not read");
      }
      if (bytes.getInt() == bytes.remaining()) {
        return bytes;
      }
    }
    throw new InvalidRequestException(
        "message", body.length() + " bytes that are not one gRPC message", "send one message");
  }
}
