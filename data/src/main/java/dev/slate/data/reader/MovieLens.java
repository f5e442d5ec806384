package dev.slate.data.reader;

import dev.slate.data.catalog.Item;
import dev.slate.data.catalog.User;
import dev.slate.data.event.Event;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The MovieLens data sets of GroupLens in the layouts they are published in. Ratings become {@code
 * Rating} events, genres categories, the year in a film's title its attribute {@code year}, and
 * gender, age and occupation attributes of users.
 *
 * <p>Source: F. M. Harper, J. A. Konstan, The MovieLens Datasets: History and Context, ACM TiiS
 * 5(4), 2015, and the README of each data set.
 */
public final class MovieLens {
  private static final int FIRST_GENRE_FLAG = 5;
  private static final List<String> GENRES_OF_100K =
      List.of(
          "unknown",
          "Action",
          "Adventure",
          "Animation",
          "Children's",
          "Comedy",
          "Crime",
          "Documentary",
          "Drama",
          "Fantasy",
          "Film-Noir",
          "Horror",
          "Musical",
          "Mystery",
          "Romance",
          "Sci-Fi",
          "Thriller",
          "War",
          "Western");
  private static final String NO_GENRES = "(no genres listed)";
  private static final Pattern YEAR = Pattern.compile("\\((\\d{4})\\)\\s*$");

  private MovieLens() {}

  /** {@code ratings.dat}, {@code movies.dat}, {@code users.dat}. */
  static DatasetReader oneMillion(Path directory) {
    Table ratings = Table.latin1(Layouts.plainOrGzip(directory, "ratings.dat"), "::");
    Table movies = Table.latin1(Layouts.plainOrGzip(directory, "movies.dat"), "::");
    Table users = Table.latin1(Layouts.plainOrGzip(directory, "users.dat"), "::");
    return badRows ->
        Assembly.of(
            "ml-1m",
            ratings.read(ratings("::", "r"), badRows),
            null,
            movies.read(columns -> row -> movie(row), badRows),
            users.read(columns -> row -> user(row, 2, 1, 3), badRows));
  }

  /** {@code u.data}, {@code u.item}, {@code u.user}. */
  static DatasetReader oneHundredThousand(Path directory) {
    Table ratings = Table.latin1(Layouts.plainOrGzip(directory, "u.data"), "\t");
    return badRows ->
        Assembly.of(
            "ml-100k",
            ratings.read(ratings("\t", "r"), badRows),
            null,
            flaggedMovies(directory, badRows),
            usersOf100k(directory, badRows));
  }

  /**
   * MovieLens 100K with a train and test file of its authors.
   *
   * @param fold {@code u1} to {@code u5}, {@code ua} or {@code ub}
   */
  public static DatasetReader oneHundredThousand(Path directory, String fold) {
    Table train = Table.latin1(Layouts.plainOrGzip(directory, fold + ".base"), "\t");
    Table test = Table.latin1(Layouts.plainOrGzip(directory, fold + ".test"), "\t");
    return badRows ->
        Assembly.of(
            "ml-100k-" + fold,
            train.read(ratings("\t", "r"), badRows),
            test.read(ratings("\t", "t"), badRows),
            flaggedMovies(directory, badRows),
            usersOf100k(directory, badRows));
  }

  /** {@code ratings.csv}, {@code movies.csv}, as in ml-latest, ml-latest-small, ml-20m, ml-25m. */
  static DatasetReader latest(Path directory) {
    ColumnMapping mapping =
        ColumnMapping.of("userId", "movieId", "timestamp", TimeFormat.SECONDS).withValue("rating");
    ItemColumns movies = new ItemColumns("movieId", "title", "genres", "|", ",");
    Path file = Layouts.plainOrGzip(directory, "ratings.csv");
    return badRows ->
        Assembly.of(
            directory.toAbsolutePath().normalize().getFileName().toString(),
            Table.utf8(file, ",", Table.Header.NAMES_COLUMNS)
                .read(new EventRows(mapping, "r"), badRows),
            null,
            Table.utf8(
                    Layouts.plainOrGzip(directory, "movies.csv"), ",", Table.Header.NAMES_COLUMNS)
                .read(ItemRows.items(movies), badRows)
                .stream()
                .map(MovieLens::completed)
                .toList(),
            List.of());
  }

  private static Table.ParserFactory<Event> ratings(String delimiter, String idPrefix) {
    return new EventRows(
        new ColumnMapping("0", "1", "3", TimeFormat.SECONDS, "2", null, delimiter), idPrefix);
  }

  private static Item movie(Row row) {
    return new Item(
        row.field(0, "movie"),
        row.field(1, "title"),
        ItemRows.words(row.field(2, "genres"), "|"),
        0,
        true,
        year(row.field(1, "title")));
  }

  /** The year that a title ends with, as an attribute; none if it does not. */
  private static Map<String, String> year(String title) {
    Matcher matcher = YEAR.matcher(title);
    return matcher.find() ? Map.of("year", matcher.group(1)) : Map.of();
  }

  private static List<Item> flaggedMovies(Path directory, BadRows badRows) throws IOException {
    return new Table(
            Layouts.plainOrGzip(directory, "u.item"),
            StandardCharsets.ISO_8859_1,
            "|",
            Table.Header.ABSENT)
        .read(columns -> row -> flaggedMovie(row), badRows);
  }

  private static Item flaggedMovie(Row row) {
    List<String> genres = new ArrayList<>();
    for (int genre = 0; genre < GENRES_OF_100K.size(); genre++) {
      String name = GENRES_OF_100K.get(genre);
      if (row.field(FIRST_GENRE_FLAG + genre, name).equals("1")) {
        genres.add(name);
      }
    }
    String title = row.field(1, "title");
    return new Item(row.field(0, "movie"), title, genres, 0, true, year(title));
  }

  private static List<User> usersOf100k(Path directory, BadRows badRows) throws IOException {
    return Table.latin1(Layouts.plainOrGzip(directory, "u.user"), "|")
        .read(columns -> row -> user(row, 1, 2, 3), badRows);
  }

  private static User user(Row row, int age, int gender, int occupation) {
    return new User(
        row.field(0, "user"),
        Map.of(
            "age", row.field(age, "age"),
            "gender", row.field(gender, "gender"),
            "occupation", row.field(occupation, "occupation")));
  }

  private static Item completed(Item item) {
    Map<String, String> attributes = new HashMap<>(item.attributes());
    attributes.putAll(year(item.title()));
    return new Item(
        item.itemId(),
        item.title(),
        item.categories().contains(NO_GENRES) ? List.of() : item.categories(),
        item.createdMs(),
        item.available(),
        attributes);
  }
}
