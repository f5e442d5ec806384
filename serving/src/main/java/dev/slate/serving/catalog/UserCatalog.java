package dev.slate.serving.catalog;

import dev.slate.data.catalog.CatalogCodec;
import dev.slate.data.catalog.User;
import dev.slate.data.event.InvalidRecordException;
import java.util.concurrent.ConcurrentNavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;
import org.jspecify.annotations.Nullable;

/**
 * What is known of users beside their behaviour, kept current from the topic {@code users}; as
 * JSON, since most of them are seldom asked for.
 */
public final class UserCatalog implements CatalogRecords<User> {
  private final ConcurrentNavigableMap<String, byte[]> users = new ConcurrentSkipListMap<>();

  /**
   * Handles a record of the topic.
   *
   * @throws InvalidRecordException if it is not a user
   */
  public void handle(String id, byte @Nullable [] json, long offset) {
    if (json == null) {
      users.remove(id);
    } else {
      users.put(id, CatalogCodec.encode(decode(json)));
    }
  }

  @Override
  public String noun() {
    return "user";
  }

  @Override
  public String idField() {
    return "userId";
  }

  @Override
  public User decode(byte[] json) {
    return CatalogCodec.decodeUser(json);
  }

  @Override
  public String idOf(User user) {
    return user.userId();
  }

  @Override
  public @Nullable User find(String id) {
    byte[] json = users.get(id);
    return json == null ? null : decode(json);
  }

  @Override
  public Iterable<User> after(@Nullable String id) {
    var rest = id == null ? users : users.tailMap(id, false);
    return () -> rest.values().stream().map(this::decode).iterator();
  }
}
