package dev.slate.data.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slate.data.config.InvalidConfigException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KeyRingTest {
  private static final long SECOND = 1_000_000_000L;

  private final AtomicLong nanos = new AtomicLong();

  private final Path directory;

  KeyRingTest(@TempDir Path directory) {
    this.directory = directory;
  }

  @Test
  void find_keyOfTheFile_isFoundByItsSecretAlone() throws IOException {
    String secret = ApiKey.newSecret();
    Path file = write(ApiKey.of("shop", Role.WRITE, secret, 7));

    KeyRing ring = ring(file);

    assertThat(Objects.requireNonNull(ring.find(secret)).role()).isEqualTo(Role.WRITE);
    assertThat(ring.find(ApiKey.newSecret())).isNull();
    assertThat(ring.find("")).isNull();
    assertThat(Files.readString(file)).doesNotContain(secret);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
  }

  @Test
  void isRequired_onceThereWasAKey_staysSo() throws IOException {
    Path file = directory.resolve("keys.json");
    KeyRing ring = ring(file);
    assertThat(ring.isRequired()).isFalse();

    String secret = ApiKey.newSecret();
    write(ApiKey.of("shop", Role.READ, secret, 7));
    assertThat(ring.isRequired()).as("looks at most twice a second").isFalse();
    nanos.addAndGet(SECOND);
    assertThat(ring.isRequired()).isTrue();
    assertThat(ring.find(secret)).isNotNull();

    Files.writeString(file, "{");
    nanos.addAndGet(SECOND);
    assertThat(ring.find(secret)).as("the last keys hold").isNotNull();

    KeyFile.write(file, new ApiKeys(List.of()));
    nanos.addAndGet(SECOND);
    assertThat(ring.find(secret)).as("revoked").isNull();
    assertThat(ring.isRequired()).isTrue();
  }

  @Test
  void requireKeysBeyondLoopback_noKeys_refusesAnAddressOthersReach() throws IOException {
    KeyRing none = ring(directory.resolve("keys.json"));
    none.requireKeysBeyondLoopback("slate.http.host", "127.0.0.1");
    none.requireKeysBeyondLoopback("slate.http.host", "localhost");
    assertThatThrownBy(() -> none.requireKeysBeyondLoopback("slate.http.host", "0.0.0.0"))
        .isInstanceOf(InvalidConfigException.class)
        .hasMessageContainingAll("slate.http.host", "0.0.0.0", "slate keys create");

    ring(write(ApiKey.of("shop", Role.READ, ApiKey.newSecret(), 7)))
        .requireKeysBeyondLoopback("slate.http.host", "0.0.0.0");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "admin",
        "00000000000000000000000000000000",
        "with space 0123456789abcdef0123"
      })
  void of_weakSecret_isRefusedAndNotShown(String secret) {
    assertThatThrownBy(() -> ApiKey.of("shop", Role.READ, secret, 7))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("128 random bits")
        .hasMessageStartingWith("secret: not shown");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[]",
        "{\"keys\":[{\"name\":\"a\",\"role\":\"none\",\"sha256\":\"\"}]}",
        "{\"keys\":[{\"name\":\"a\",\"role\":\"read\",\"sha256\":\"12\"}]}"
      })
  void read_noKeyFile_namesTheFile(String text) throws IOException {
    Path file = Files.writeString(directory.resolve("keys.json"), text);
    assertThatThrownBy(() -> KeyFile.read(file))
        .isInstanceOf(InvalidConfigException.class)
        .hasMessageContaining("keys.json");
  }

  @Test
  void includes_roles_areOrdered() {
    assertThat(Role.ADMIN.includes(Role.OPERATE)).isTrue();
    assertThat(Role.READ.includes(Role.READ)).isTrue();
    assertThat(Role.READ.includes(Role.WRITE)).isFalse();
    assertThat(Role.READ.includes(Role.NONE)).isTrue();
  }

  private Path write(ApiKey key) throws IOException {
    Path file = directory.resolve("keys.json");
    KeyFile.write(file, new ApiKeys(List.of(key)));
    return file;
  }

  private KeyRing ring(Path file) {
    return new KeyRing(file, nanos::get);
  }
}
