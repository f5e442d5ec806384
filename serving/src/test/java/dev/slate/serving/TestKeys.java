package dev.slate.serving;

import dev.slate.data.access.ApiKey;
import dev.slate.data.access.ApiKeys;
import dev.slate.data.access.KeyFile;
import dev.slate.data.access.Role;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** One key of each role, in the file of a home. */
public final class TestKeys {
  private final Map<Role, String> secrets = new EnumMap<>(Role.class);

  /** Writes new keys, named after their roles. */
  public TestKeys(Path home) {
    List<ApiKey> keys = new ArrayList<>();
    for (Role role : List.of(Role.READ, Role.WRITE, Role.OPERATE, Role.ADMIN)) {
      String secret = ApiKey.newSecret();
      secrets.put(role, secret);
      keys.add(ApiKey.of(role.wireName(), role, secret, 0));
    }
    try {
      KeyFile.write(home.resolve("keys.json"), new ApiKeys(keys));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The secret of a role's key; empty for {@link Role#NONE}. */
  public String of(Role role) {
    return secrets.getOrDefault(role, "");
  }
}
