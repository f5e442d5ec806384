package dev.slate.data.fetch;

import java.net.URI;
import java.util.List;

/**
 * A data set that anybody may download, as one zip file.
 *
 * @param name also the directory inside the zip
 * @param address of the zip file
 * @param sha256 of the zip file, lower-case hexadecimal
 * @param maxBytes more than the zip file has; a longer answer is cut off
 * @param maxUnpackedBytes more than its files have together
 * @param licence the terms, to be shown before anything is downloaded
 */
public record PublicDataset(
    String name, URI address, String sha256, long maxBytes, long maxUnpackedBytes, String licence) {
  private static final String GROUP_LENS = "https://files.grouplens.org/datasets/movielens/";
  private static final long MIB = 1 << 20;

  private static final String TERMS =
      "For research; cite F. M. Harper and J. A. Konstan, The MovieLens Datasets: History and"
          + " Context, ACM TiiS 5(4), 2015; no endorsement by the University of Minnesota or"
          + " GroupLens may be implied; no commercial use without permission of GroupLens";

  // Checksums: tensorflow/datasets, url_checksums/movielens.txt; the first two archives also match
  // the MD5 that GroupLens publishes beside them.
  private static final List<PublicDataset> ALL =
      List.of(
          movieLens(
              "ml-100k",
              "50d2a982c66986937beb9ffb3aa76efe955bf3d5c6b761f4e3a7cd717c6a3229",
              "; no redistribution without permission."),
          movieLens(
              "ml-1m",
              "a6898adb50b9ca05aa231689da44c217cb524e7ebd39d264c56e2832f2c54e20",
              "; no redistribution without permission."),
          movieLens(
              "ml-latest-small",
              "696d65a3dfceac7c45750ad32df2c259311949efec81f0f144fdfb91ebc9e436",
              "; redistribution under the same terms."));

  /** All that are known. */
  public static List<PublicDataset> all() {
    return ALL;
  }

  /**
   * Finds one by name.
   *
   * @throws IllegalArgumentException listing the names that are known
   */
  public static PublicDataset named(String name) {
    return ALL.stream()
        .filter(dataset -> dataset.name().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "dataset: '"
                        + name
                        + "' (expected: "
                        + String.join(", ", ALL.stream().map(PublicDataset::name).toList())
                        + ")"));
  }

  private static PublicDataset movieLens(String name, String sha256, String redistribution) {
    return new PublicDataset(
        name,
        URI.create(GROUP_LENS + name + ".zip"),
        sha256,
        64 * MIB,
        256 * MIB,
        TERMS + redistribution);
  }
}
