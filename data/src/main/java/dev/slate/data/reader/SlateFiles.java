package dev.slate.data.reader;

import dev.slate.data.catalog.CatalogCodec;
import dev.slate.data.catalog.Item;
import dev.slate.data.catalog.User;
import dev.slate.data.dataset.Dataset;
import dev.slate.data.event.Event;
import dev.slate.data.event.EventCodec;
import dev.slate.data.event.InvalidRecordException;
import java.io.BufferedOutputStream;
import java.io.BufferedReader;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.zip.ZipException;

/**
 * Slate's own layout of a data set: {@code events.ndjson}, {@code items.ndjson} and, if users are
 * known, {@code users.ndjson}; each line is the JSON that Kafka and HTTP carry, too.
 *
 * @param directory holds the files; each may be gzipped, with {@code .gz} behind its name
 */
public record SlateFiles(Path directory) implements DatasetReader {
  private static final byte[] LINE_END = {'\n'};

  @Override
  public Dataset read(BadRows badRows) throws IOException {
    List<Event> events = read("events.ndjson", EventCodec::decode, badRows);
    List<Item> items = read("items.ndjson", CatalogCodec::decodeItem, badRows);
    List<User> users =
        Files.exists(Layouts.plainOrGzip(directory, "users.ndjson"))
            ? read("users.ndjson", CatalogCodec::decodeUser, badRows)
            : List.of();
    return Assembly.of(
        directory.toAbsolutePath().normalize().getFileName().toString(),
        events,
        null,
        items,
        users);
  }

  /** Writes a data set in this layout; reading it gives the same events, items and users. */
  public void write(Dataset dataset) throws IOException {
    Files.createDirectories(directory);
    write("events.ndjson", dataset.events(), EventCodec::encode);
    write("items.ndjson", dataset.items(), CatalogCodec::encode);
    write("users.ndjson", dataset.users(), CatalogCodec::encode);
  }

  private <T> void write(String name, List<T> records, Function<T, byte[]> encode)
      throws IOException {
    try (OutputStream out =
        new BufferedOutputStream(Files.newOutputStream(directory.resolve(name)))) {
      for (T record : records) {
        out.write(encode.apply(record));
        out.write(LINE_END);
      }
    }
  }

  private <T> List<T> read(String name, Function<byte[], T> decode, BadRows badRows)
      throws IOException {
    Path file = Layouts.plainOrGzip(directory, name);
    List<T> records = new ArrayList<>();
    badRows.beginFile();
    try (BufferedReader lines = TextFile.open(file, StandardCharsets.UTF_8)) {
      long number = 0;
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        number++;
        if (line.isBlank()) {
          continue;
        }
        try {
          records.add(decode.apply(line.getBytes(StandardCharsets.UTF_8)));
          badRows.countGood();
        } catch (InvalidRecordException e) {
          badRows.add(file, number, String.valueOf(e.getMessage()), line);
        }
      }
    } catch (ZipException | EOFException e) {
      throw TextFile.damaged(file, e);
    }
    badRows.endFile(file);
    return records;
  }
}
