package dev.slate.data.world;

import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;

/** The words of the world: categories, what they are about, and how titles are put together. */
final class Vocabulary {
  static final List<String> COUNTRIES = List.of("DE", "FR", "BR", "IN", "JP", "KE", "US", "PL");
  static final List<String> AGE_GROUPS = List.of("18-24", "25-34", "35-49", "50-64", "65+");

  /** Subjects by category; iteration follows {@link #CATEGORIES}. */
  private static final Map<String, List<String>> SUBJECTS =
      Map.ofEntries(
          Map.entry(
              "jazz", List.of("Saxophones", "Trumpets", "Big Bands", "Blue Notes", "Drummers")),
          Map.entry("cooking", List.of("Breads", "Curries", "Noodles", "Dumplings", "Soups")),
          Map.entry(
              "travel", List.of("Night Trains", "Islands", "Old Towns", "Passes", "Harbours")),
          Map.entry("history", List.of("Empires", "Trade Routes", "Castles", "Revolts", "Maps")),
          Map.entry("science", List.of("Quasars", "Enzymes", "Fossils", "Magnets", "Comets")),
          Map.entry("running", List.of("Marathons", "Trails", "Intervals", "Sprints", "Hills")),
          Map.entry("gardening", List.of("Roses", "Ferns", "Herbs", "Orchards", "Balconies")),
          Map.entry("chess", List.of("Openings", "Endgames", "Gambits", "Checkmates", "Studies")),
          Map.entry(
              "photography",
              List.of("Portraits", "Street Scenes", "Darkrooms", "Lenses", "Shadows")),
          Map.entry("crime", List.of("Alibis", "Cold Cases", "Heists", "Detectives", "Poisons")),
          Map.entry("comedy", List.of("Clowns", "Satires", "Farces", "Sketches", "Parodies")),
          Map.entry("fantasy", List.of("Dragons", "Wizards", "Quests", "Runes", "Kingdoms")),
          Map.entry("space", List.of("Rockets", "Moons", "Orbits", "Probes", "Astronauts")),
          Map.entry("nature", List.of("Wolves", "Coral Reefs", "Owls", "Rainforests", "Tides")),
          Map.entry("design", List.of("Typefaces", "Chairs", "Posters", "Logos", "Facades")),
          Map.entry("finance", List.of("Bonds", "Budgets", "Markets", "Startups", "Pensions")),
          Map.entry("football", List.of("Derbies", "Keepers", "Tactics", "Penalties", "Cups")),
          Map.entry("opera", List.of("Arias", "Tenors", "Overtures", "Divas", "Libretti")),
          Map.entry("sailing", List.of("Regattas", "Knots", "Sloops", "Storms", "Lighthouses")),
          Map.entry("robotics", List.of("Drones", "Grippers", "Sensors", "Rovers", "Gears")));

  static final List<String> CATEGORIES =
      List.of(
          "jazz",
          "cooking",
          "travel",
          "history",
          "science",
          "running",
          "gardening",
          "chess",
          "photography",
          "crime",
          "comedy",
          "fantasy",
          "space",
          "nature",
          "design",
          "finance",
          "football",
          "opera",
          "sailing",
          "robotics");

  private static final List<String> PATTERNS =
      List.of(
          "%s for Beginners",
          "The Secret Life of %s",
          "%s After Dark",
          "A Short History of %s",
          "%s and Other Stories",
          "One Hundred %s",
          "The Art of %s",
          "%s, Explained",
          "Lost %s of the North",
          "Thinking in %s",
          "%s: a Field Guide",
          "The Last %s",
          "In Praise of %s",
          "%s on a Rainy Day",
          "Letters about %s",
          "The Trouble with %s");

  private static final List<String> FIRST_NAMES =
      List.of("Ada", "Bruno", "Chidi", "Dana", "Emre", "Freya", "Goran", "Hana", "Ines", "Jun");
  private static final List<String> LAST_NAMES =
      List.of("Abara", "Berg", "Costa", "Dubois", "Endo", "Fischer", "Gupta", "Horvat", "Ito");

  private Vocabulary() {}

  /** A title about a category, such as "The Secret Life of Owls". */
  static String title(String category, RandomGenerator random) {
    List<String> subjects = SUBJECTS.getOrDefault(category, List.of(category));
    return String.format(pick(PATTERNS, random), pick(subjects, random));
  }

  /** One of 90 authors. */
  static String author(RandomGenerator random) {
    return pick(FIRST_NAMES, random) + " " + pick(LAST_NAMES, random);
  }

  static String pick(List<String> words, RandomGenerator random) {
    return words.get(random.nextInt(words.size()));
  }
}
