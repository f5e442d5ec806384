package dev.slate.featurestore.offline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slate.featurestore.offline.Materialisations.Entry;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MaterialisationsTest {

  @Test
  void write_againOrOfAnotherTime_replacesItsOwnEntryOnly(@TempDir Path directory) {
    Lake lake = new Lake(SparkTestSession.get(), directory);
    Materialisations book = new Materialisations(lake);
    assertThat(book.newest("v")).isEmpty();
    Entry first = new Entry("v", 10, 3, null, "f");
    Entry second = new Entry("v", 20, 4, null, "f");

    book.write(first);
    book.write(first.completed(7));
    book.write(new Entry("other", 30, 4, null, "f"));
    book.write(second);

    assertThat(book.of("v", 10)).contains(new Entry("v", 10, 3, 7L, "f"));
    assertThat(book.newest("v")).contains(second);
    assertThat(book.of("v", 11)).isEmpty();
    assertThat(lake.read(LakeTable.MATERIALISATIONS).count()).isEqualTo(3);
  }

  @Test
  void read_versions_asTheyWere(@TempDir Path directory) {
    Lake lake = new Lake(SparkTestSession.get(), directory);
    LakeTable table = LakeTable.MATERIALISATIONS;
    assertThat(lake.read(table, lake.version(table)).count()).isZero();
    new Materialisations(lake).write(new Entry("v", 10, 3, null, "f"));
    long version = lake.version(table);
    new Materialisations(lake).write(new Entry("v", 20, 3, null, "f"));

    assertThat(lake.read(table, version).count()).isEqualTo(1);
    assertThat(lake.read(table).count()).isEqualTo(2);
    assertThatThrownBy(() -> lake.read(table, 9))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("materialisations: version 9 cannot be read");
  }
}
