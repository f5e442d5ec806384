package dev.slate.pipelines.local.imports;

import dev.slate.data.Partitioning;
import dev.slate.data.Topics;
import dev.slate.data.catalog.CatalogCodec;
import dev.slate.data.catalog.Item;
import dev.slate.data.catalog.User;
import dev.slate.data.dataset.Dataset;
import dev.slate.data.event.Event;
import dev.slate.data.event.EventCodec;
import dev.slate.data.event.EventHeader;
import dev.slate.data.event.Lateness;
import dev.slate.pipelines.local.home.SlateHome;
import dev.slate.pipelines.local.platform.PlatformException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/**
 * Writes a data set to the log: items and users first, then the events in time order, keyed by
 * user.
 *
 * <p>Every event comes into the log once, also when an import is interrupted, by {@code kill -9}
 * included: it is continued where each partition ends ({@link ImportProgress}). Not thread-safe.
 */
public final class DataImport {
  private static final Map<String, Object> PRODUCER =
      Map.of(
          "acks",
          "all",
          "enable.idempotence",
          true,
          // With more, a partition whose leader is new could take a later batch before an earlier
          // one.
          "max.in.flight.requests.per.connection",
          1,
          "linger.ms",
          20,
          "batch.size",
          262_144,
          "buffer.memory",
          67_108_864L,
          "compression.type",
          "none");

  private static final byte[] NO_VALUE = {};

  private final SlateHome home;
  private final String bootstrapServers;
  private final int partitions;

  public DataImport(SlateHome home, String bootstrapServers, int partitions) {
    this.home = home;
    this.bootstrapServers = bootstrapServers;
    this.partitions = partitions;
  }

  /**
   * Writes what is not in the log yet, and marks the import as complete once the broker has all.
   *
   * @param marker of this import, complete or not; it says by how much times are shifted
   * @param progress is told the number of events that are done
   * @return how many events this call wrote
   * @throws PlatformException when the broker refuses a record
   */
  public long run(ImportMarker marker, Dataset dataset, LongConsumer progress) {
    long[] newest =
        ImportMarker.of(home, marker.source()).isPresent()
            ? ImportProgress.read(bootstrapServers, partitions, marker.key())
            : null;
    marker.write(home);
    AtomicReference<@Nullable Exception> error = new AtomicReference<>();
    long written;
    try (KafkaProducer<byte[], byte[]> producer = producer()) {
      writeCatalogue(producer, dataset, marker.shiftMs(), error);
      producer.flush();
      written = writeEvents(producer, marker, dataset, newest, progress, error);
      producer.flush();
    }
    requireNone(error);
    marker.completed().write(home);
    return written;
  }

  /** The time of the newest event, milliseconds since 1970; 0 without events. */
  public static long newestMs(Dataset dataset) {
    return dataset.events().stream().mapToLong(Event::eventTimeMs).max().orElse(0);
  }

  private KafkaProducer<byte[], byte[]> producer() {
    Map<String, Object> settings = new HashMap<>(PRODUCER);
    settings.put("bootstrap.servers", bootstrapServers);
    return new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
  }

  private static void writeCatalogue(
      KafkaProducer<byte[], byte[]> producer,
      Dataset dataset,
      long shiftMs,
      AtomicReference<@Nullable Exception> error) {
    for (Item item : dataset.items()) {
      send(
          producer,
          new ProducerRecord<>(
              Topics.ITEMS, bytes(item.itemId()), CatalogCodec.encode(shifted(item, shiftMs))),
          error);
    }
    for (User user : dataset.users()) {
      send(
          producer,
          new ProducerRecord<>(Topics.USERS, bytes(user.userId()), CatalogCodec.encode(user)),
          error);
    }
  }

  private long writeEvents(
      KafkaProducer<byte[], byte[]> producer,
      ImportMarker marker,
      Dataset dataset,
      long @Nullable [] newest,
      LongConsumer progress,
      AtomicReference<@Nullable Exception> error) {
    List<Event> byTime = new ArrayList<>(dataset.events());
    byTime.sort(Comparator.comparingLong(Event::eventTimeMs));
    long written = 0;
    for (int number = 0; number < byTime.size(); number++) {
      Event event = byTime.get(number);
      int partition = Partitioning.of(event.userId(), partitions);
      if (newest == null || number > newest[partition]) {
        ProducerRecord<byte[], byte[]> record =
            new ProducerRecord<>(
                Topics.EVENTS,
                partition,
                bytes(event.userId()),
                EventCodec.encode(shifted(event, marker.shiftMs())));
        ImportProgress.stamp(record.headers(), marker.key(), number);
        record.headers().add(Lateness.BACKFILL, NO_VALUE);
        send(producer, record, error);
        requireNone(error);
        written++;
      }
      progress.accept(number + 1L);
    }
    return written;
  }

  private static void send(
      KafkaProducer<byte[], byte[]> producer,
      ProducerRecord<byte[], byte[]> record,
      AtomicReference<@Nullable Exception> error) {
    producer.send(
        record,
        (metadata, failure) -> {
          if (failure != null) {
            error.compareAndSet(null, failure);
          }
        });
  }

  private static void requireNone(AtomicReference<@Nullable Exception> error) {
    Exception failure = error.get();
    if (failure != null) {
      throw new PlatformException(
          "The broker refused a record: " + failure.getMessage() + "; run the import again",
          failure);
    }
  }

  private static Event shifted(Event event, long shiftMs) {
    if (shiftMs == 0) {
      return event;
    }
    EventHeader h = event.header();
    return Event.of(
        event.kind(),
        new EventHeader(
            h.eventId(),
            h.userId(),
            h.itemId(),
            h.eventTimeMs() + shiftMs,
            h.requestId(),
            h.surface(),
            h.extra()),
        event.value());
  }

  private static Item shifted(Item item, long shiftMs) {
    return new Item(
        item.itemId(),
        item.title(),
        item.categories(),
        shifted(item.createdMs(), shiftMs),
        item.available(),
        item.attributes(),
        shifted(item.availableFromMs(), shiftMs),
        shifted(item.expiresMs(), shiftMs));
  }

  /** Zero is no time. */
  private static long shifted(long ms, long shiftMs) {
    return ms == 0 ? 0 : ms + shiftMs;
  }

  private static byte[] bytes(String id) {
    return id.getBytes(StandardCharsets.UTF_8);
  }
}
