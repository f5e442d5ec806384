package dev.slate.serving.catalog;

import dev.slate.featurestore.store.StateVersion;
import dev.slate.serving.topic.TopicHandler;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;

/** Takes the records of {@code item-states}, each with the version in its header. */
public record ItemStates(ItemCatalog catalog) implements TopicHandler {

  @Override
  public void handle(ConsumerRecord<String, byte[]> record) {
    Header header = record.headers().lastHeader(StateVersion.HEADER);
    catalog.handleState(
        record.key(),
        record.value(),
        record.offset(),
        header == null ? null : StateVersion.decode(header.value()));
  }
}
