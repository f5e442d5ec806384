package dev.slate.serving.erasure;

import dev.slate.serving.topic.TopicWriter.NotWrittenException;
import java.util.Optional;

/** Erases users and says how far that is. Thread-safe. */
public record ErasureService(UserErasure eraser, Erasures erasures, ErasureProgress progress) {

  /**
   * Begins an erasure; what can be deleted at once is deleted.
   *
   * @throws NotWrittenException if the log does not take it
   */
  public ErasureStatus erase(String userId) {
    return progress.of(userId, eraser.erase(userId));
  }

  /** How far the newest erasure of a user is; empty if there was none. */
  public Optional<ErasureStatus> status(String userId) {
    return Optional.ofNullable(erasures.of(userId)).map(erasure -> progress.of(userId, erasure));
  }
}
