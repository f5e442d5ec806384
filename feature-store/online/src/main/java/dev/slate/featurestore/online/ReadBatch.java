package dev.slate.featurestore.online;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.lettuce.core.RedisException;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.codec.ByteArrayCodec;
import io.lettuce.core.output.CommandOutput;
import io.lettuce.core.output.ValueListOutput;
import io.lettuce.core.protocol.AsyncCommand;
import io.lettuce.core.protocol.Command;
import io.lettuce.core.protocol.CommandArgs;
import io.lettuce.core.protocol.CommandType;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** Commands that are sent together: one write, one round trip. Not thread-safe; sent once. */
final class ReadBatch {
  private static final byte[] HGET_EACH =
      """
      local values = {}
      for i, key in ipairs(KEYS) do values[i] = redis.call('HGET', key, ARGV[i]) end
      return values
      """
          .getBytes(US_ASCII);

  private final List<AsyncCommand<byte[], byte[], ?>> commands = new ArrayList<>();

  static CommandArgs<byte[], byte[]> arguments() {
    return new CommandArgs<>(ByteArrayCodec.INSTANCE);
  }

  /** Answers in the order of the keys, null where there is nothing. */
  CompletableFuture<List<byte @Nullable []>> mget(CommandArgs<byte[], byte[]> keys) {
    return add(CommandType.MGET, new ValueListOutput<>(ByteArrayCodec.INSTANCE), keys);
  }

  /**
   * One field of each of many hashes, {@code fields[i]} of {@code keys[i]}; answers in their order,
   * null where there is nothing. A script, because Redis has no such command, and a hundred
   * commands cost the reader several times what their answers do.
   */
  CompletableFuture<List<byte @Nullable []>> hgetEach(List<byte[]> keys, List<byte[]> fields) {
    CommandArgs<byte[], byte[]> args = arguments().add(HGET_EACH).add(keys.size()).addKeys(keys);
    fields.forEach(args::add);
    return add(CommandType.EVAL, new ValueListOutput<>(ByteArrayCodec.INSTANCE), args);
  }

  /** Answers in the order of the fields, null where there is nothing. */
  CompletableFuture<List<byte @Nullable []>> hmget(byte[] key, List<byte[]> fields) {
    CommandArgs<byte[], byte[]> args = arguments().addKey(key);
    fields.forEach(args::add);
    return add(CommandType.HMGET, new ValueListOutput<>(ByteArrayCodec.INSTANCE), args);
  }

  private <T> CompletableFuture<T> add(
      CommandType type, CommandOutput<byte[], byte[], T> output, CommandArgs<byte[], byte[]> args) {
    AsyncCommand<byte[], byte[], T> command = new AsyncCommand<>(new Command<>(type, output, args));
    commands.add(command);
    return command;
  }

  /**
   * Sends everything; completes when all answers are there, and fails at once with a {@link
   * RedisException} while there is no connection.
   */
  CompletableFuture<Void> send(ReaderConnection connection) {
    StatefulRedisConnection<byte[], byte[]> current = connection.current();
    if (current == null) {
      return CompletableFuture.failedFuture(
          new RedisException("not connected to Redis at " + connection.address()));
    }
    if (commands.size() == 1) {
      current.dispatch(commands.get(0));
    } else {
      current.dispatch(commands);
    }
    return CompletableFuture.allOf(commands.toArray(CompletableFuture[]::new));
  }
}
