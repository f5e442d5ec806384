package dev.slate.data.world;

import dev.slate.data.catalog.User;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The users of a world. Immutable.
 *
 * <p>Age group and country each lean towards some categories, so attributes say something of taste.
 *
 * @param users by index
 */
record Population(List<User> users, Tastes.UserTraits traits) {
  private static final int POPULATION_STREAM = 2;
  private static final double[] FAVOURITES = {1, 0.6, 0.35};
  private static final double OWN_MIND = 0.35;
  private static final double MOVER_SHARE = 0.3;

  static Population of(WorldSpec spec, double[][] centres) {
    int n = spec.users();
    List<User> users = new ArrayList<>(n);
    double[][] first = new double[n][];
    double[][] second = new double[n][];
    double[] turnsPerDay = new double[n];
    for (int u = 0; u < n; u++) {
      Draws draws = Draws.of(spec.seed(), POPULATION_STREAM, u);
      int country = draws.nextInt(Vocabulary.COUNTRIES.size());
      int age = draws.nextInt(Vocabulary.AGE_GROUPS.size());
      first[u] = taste(country, age, centres, draws);
      second[u] = atRightAngles(taste(country, age, centres, draws), first[u]);
      double quarterTurns = draws.nextDouble() < MOVER_SHARE ? 0.4 + 0.5 * draws.nextDouble() : 0.1;
      turnsPerDay[u] = quarterTurns / spec.days();
      users.add(
          new User(
              "u" + (u + 1),
              Map.of(
                  "country",
                  Vocabulary.COUNTRIES.get(country),
                  "ageGroup",
                  Vocabulary.AGE_GROUPS.get(age))));
    }
    return new Population(users, new Tastes.UserTraits(first, second, turnsPerDay));
  }

  private static double[] taste(int country, int age, double[][] centres, Draws draws) {
    double[] taste = new double[Tastes.DIM];
    for (double weight : FAVOURITES) {
      Vectors.addTo(taste, centres[favourite(country, age, centres.length, draws)], weight);
    }
    Vectors.addTo(taste, Vectors.random(Tastes.DIM, draws), OWN_MIND);
    return Vectors.normalize(taste);
  }

  /** Half of all favourites are usual for the age group or the country. */
  private static int favourite(int country, int age, int categories, Draws draws) {
    double kind = draws.nextDouble();
    if (kind < 0.35) {
      return (age * 4 + draws.nextInt(4)) % categories;
    }
    if (kind < 0.5) {
      return (country * 5 + draws.nextInt(2)) % categories;
    }
    return draws.nextInt(categories);
  }

  private static double[] atRightAngles(double[] vector, double[] to) {
    Vectors.addTo(vector, to, -Vectors.dot(vector, to));
    return Vectors.normalize(vector);
  }
}
