package dev.slate.featurestore.state;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class KeyCountsTest {

  @Test
  void decode_emptyKey_isRefused() {
    ByteWriter out = new ByteWriter();
    out.writeUnsigned(1);
    out.writeString("");
    out.writeUnsigned(1);
    assertThatThrownBy(() -> KeyCounts.decode(new ByteReader(out.toByteArray()), 8))
        .isInstanceOf(StateFormatException.class)
        .hasMessageContaining("key 0 is empty");
  }
}
