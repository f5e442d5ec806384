package dev.slate.serving.topic;

import org.jspecify.annotations.Nullable;

/** Takes one record of a compacted topic; a later record of the same key replaces it. */
@FunctionalInterface
public interface TopicHandler {

  /**
   * Takes a record.
   *
   * @param value null deletes the key
   * @param offset grows with every record of a key
   */
  void handle(String key, byte @Nullable [] value, long offset);
}
