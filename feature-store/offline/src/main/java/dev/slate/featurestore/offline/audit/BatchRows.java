package dev.slate.featurestore.offline.audit;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import dev.slate.featurestore.FeatureCatalog;
import dev.slate.featurestore.FeatureView;
import dev.slate.featurestore.audit.ServedVectors;
import dev.slate.featurestore.audit.ServedVectorsCodec;
import dev.slate.featurestore.offline.BatchViews;
import dev.slate.featurestore.offline.Lake;
import dev.slate.featurestore.offline.LakeTable;
import dev.slate.featurestore.offline.Materialisations;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The rows of batch views that were served, computed again from what they were made of. */
final class BatchRows {
  private static final Logger LOG = LoggerFactory.getLogger(BatchRows.class);

  private static final StructType WANTED =
      new StructType()
          .add("view", DataTypes.StringType)
          .add("asOfMs", DataTypes.LongType)
          .add("id", DataTypes.StringType)
          .add("request", DataTypes.LongType)
          .add("part", DataTypes.IntegerType)
          .add("candidate", DataTypes.IntegerType);

  private final Lake lake;
  private final Set<String> known = new TreeSet<>();

  BatchRows(Lake lake) {
    this.lake = lake;
  }

  /** A materialisation by view and time. */
  static String key(String view, long asOfMs) {
    return view + "@" + asOfMs;
  }

  /** The materialisations that could be computed again; complete behind {@link #answers}. */
  Set<String> known() {
    return known;
  }

  /**
   * The values of every row that was read and that can be computed again, as {@link Rows#PIECE}.
   *
   * @param served {@code request, payload}
   */
  Optional<Dataset<Row>> answers(Dataset<Row> served) {
    FlatMapFunction<Row, Row> read = BatchRows::wanted;
    Dataset<Row> wanted = served.flatMap(read, Encoders.row(WANTED)).persist();
    List<Dataset<Row>> answers = new ArrayList<>();
    for (Row of : wanted.select("view", "asOfMs").distinct().collectAsList()) {
      rows(of.getString(0), of.getLong(1)).ifPresent(rows -> answers.add(answer(wanted, of, rows)));
    }
    return answers.stream().reduce(Dataset::union);
  }

  private static Iterator<Row> wanted(Row record) {
    FeatureCatalog catalog = FeatureCatalog.standard();
    ServedVectors served = ServedVectorsCodec.decode(record.getAs(1));
    List<Row> wanted = new ArrayList<>();
    ServedVectors.User user = served.user();
    if (user.rowMs() != ServedVectors.UNKNOWN) {
      wanted.add(
          RowFactory.create(
              catalog.userLongterm().name(),
              user.rowMs(),
              user.id(),
              record.get(0),
              Rows.USER_ROW,
              0));
    }
    for (int i = 0; i < served.candidates().size(); i++) {
      ServedVectors.Candidate candidate = served.candidates().get(i);
      if (candidate.rowMs() != ServedVectors.UNKNOWN) {
        wanted.add(
            RowFactory.create(
                catalog.itemLongterm().name(),
                candidate.rowMs(),
                candidate.itemId(),
                record.get(0),
                Rows.ITEM_ROW,
                i));
      }
    }
    return wanted.iterator();
  }

  private Optional<Dataset<Row>> rows(String view, long asOfMs) {
    String fingerprint = FeatureCatalog.standard().fingerprint();
    Optional<Materialisations.Entry> entry =
        new Materialisations(lake)
            .of(view, asOfMs)
            .filter(e -> e.fingerprint().equals(fingerprint));
    if (entry.isEmpty()) {
      return Optional.empty();
    }
    try {
      Dataset<Row> events = lake.read(LakeTable.EVENTS, entry.get().eventsVersion());
      FeatureView definition = FeatureCatalog.standard().view(view).orElseThrow();
      Dataset<Row> rows = BatchViews.of(events, definition, asOfMs);
      known.add(key(view, asOfMs));
      return Optional.of(rows);
    } catch (IllegalArgumentException e) {
      LOG.warn("rows of {} as of {} cannot be computed again: {}", view, asOfMs, e.getMessage());
      return Optional.empty();
    }
  }

  private static Dataset<Row> answer(Dataset<Row> wanted, Row of, Dataset<Row> rows) {
    return wanted
        .filter(col("view").equalTo(of.getString(0)).and(col("asOfMs").equalTo(of.getLong(1))))
        .join(rows.select("id", "values"), "id")
        .select(
            col("request"),
            col("part"),
            col("candidate"),
            lit(null).cast(DataTypes.BinaryType).as("bytes"),
            col("values"));
  }
}
