package dev.slate.bench.system;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;

/**
 * How large a world is; kept beside it.
 *
 * @param items of the catalogue, all known to the model
 * @param users with state
 * @param eventsPerUser in their states
 */
record WorldShape(int items, int users, int eventsPerUser) {
  static final int DIM = 64;

  private static final String FILE = "world.properties";

  void write(Path home) {
    Properties properties = new Properties();
    properties.setProperty("items", Integer.toString(items));
    properties.setProperty("users", Integer.toString(users));
    properties.setProperty("eventsPerUser", Integer.toString(eventsPerUser));
    try (var out = Files.newBufferedWriter(home.resolve(FILE))) {
      properties.store(out, null);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * @throws UncheckedIOException if nothing was prepared there
   */
  static WorldShape read(Path home) {
    Properties properties = new Properties();
    try (var in = Files.newBufferedReader(home.resolve(FILE))) {
      properties.load(in);
    } catch (IOException e) {
      throw new UncheckedIOException("run `prepare --home " + home + "` first", e);
    }
    return new WorldShape(
        number(properties, "items"),
        number(properties, "users"),
        number(properties, "eventsPerUser"));
  }

  private static int number(Properties properties, String name) {
    return Integer.parseInt(properties.getProperty(name));
  }
}
