package dev.slate.featurestore.offline;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.when;

import dev.slate.data.event.EventKind;
import dev.slate.featurestore.FeatureCatalog;
import dev.slate.featurestore.assemble.FeatureAssembler;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * What users answered to items, with what was known strictly before: a pure function of a version
 * of {@link LakeTable#EVENTS} and the definitions of the features, so the same bytes whenever it is
 * written.
 *
 * <p>Tab-separated with a header: {@code rowId, userId, itemId, timeMs, label}, then the user's and
 * the item's features in the order of {@link FeatureAssembler}, a null one empty; one line for each
 * click, rating, purchase and dismissal, by time, then {@code rowId} (offset * 1,024 + partition of
 * the log). {@code label} is 1 for clicks, purchases and ratings that are high enough.
 *
 * @param minRating stars from which a rating is a positive
 */
public record TrainingSet(Lake lake, double minRating) {
  private static final int PARTITIONS = 1_024;

  /**
   * What was written.
   *
   * @param sha256 of the file, hex
   */
  public record Written(long rows, String sha256) {}

  /**
   * Writes the set of a version. Users who were erased since are left out.
   *
   * @throws IllegalArgumentException if the version is not there any more
   */
  public Written write(long eventsVersion, Path file) throws IOException {
    Dataset<Row> events = Erasures.of(lake).outOf(lake.read(LakeTable.EVENTS, eventsVersion));
    Dataset<Row> answers = answers(events);
    Dataset<Row> rows =
        PointInTimeRows.of(events, answers.select("rowId", "userId", "itemId", "timeMs"))
            .join(answers, "rowId")
            .orderBy("timeMs", "rowId")
            .select("rowId", "userId", "itemId", "timeMs", "label", "user", "item");
    Files.createDirectories(file.toAbsolutePath().getParent());
    MessageDigest digest = sha256();
    long count = 0;
    try (OutputStream out =
            new DigestOutputStream(
                new BufferedOutputStream(Files.newOutputStream(file), 1 << 16), digest);
        PrintStream text = new PrintStream(out, false, StandardCharsets.UTF_8)) {
      text.print(header());
      for (Iterator<Row> all = rows.toLocalIterator(); all.hasNext(); count++) {
        text.print(line(all.next()));
      }
      if (text.checkError()) {
        throw new IOException(file + ": cannot be written");
      }
    }
    return new Written(count, HexFormat.of().formatHex(digest.digest()));
  }

  /** One row for each answer; of repeats the first of the log. */
  private Dataset<Row> answers(Dataset<Row> events) {
    Column kind = col("kind");
    Column positive =
        kind.isin(EventKind.CLICK.wireName(), EventKind.PURCHASE.wireName())
            .or(kind.equalTo(EventKind.RATING.wireName()).and(col("value").geq(lit(minRating))));
    return events
        .filter(kind.notEqual(EventKind.IMPRESSION.wireName()))
        .select(
            col("offset").multiply(PARTITIONS).plus(col("partition")).as("rowId"),
            col("userId"),
            col("itemId"),
            col("eventId"),
            col("eventTimeMs").as("timeMs"),
            when(positive, 1).otherwise(0).as("label"))
        .groupBy("userId", "eventId", "timeMs")
        .agg(min(struct("rowId", "itemId", "label")).as("first"))
        .select("first.rowId", "userId", "first.itemId", "timeMs", "first.label");
  }

  private static String header() {
    FeatureAssembler assembler = new FeatureAssembler(FeatureCatalog.standard());
    List<String> features =
        assembler.names().subList(0, assembler.userSize() + assembler.itemSize());
    return "rowId\tuserId\titemId\ttimeMs\tlabel\t" + String.join("\t", features) + "\n";
  }

  private static String line(Row row) {
    StringBuilder line = new StringBuilder();
    for (int i = 0; i < 5; i++) {
      line.append(i == 0 ? "" : "\t").append(row.get(i));
    }
    for (int i = 5; i < 7; i++) {
      for (Float value : row.<Float>getList(i)) {
        line.append('\t').append(value.isNaN() ? "" : value.toString());
      }
    }
    return line.append('\n').toString();
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every JDK has SHA-256", e);
    }
  }
}
