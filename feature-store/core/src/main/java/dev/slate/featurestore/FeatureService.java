package dev.slate.featurestore;

import java.util.List;

/**
 * A named list of features that are asked for together.
 *
 * @param owner who answers for it
 * @param description one line for people
 * @param features as {@code view:feature} or {@code derived:name}, in the order of the answer
 */
public record FeatureService(String name, String owner, String description, List<String> features) {
  public FeatureService {
    features = List.copyOf(features);
    Names.requireText(name, "owner", owner);
    Names.requireText(name, "description", description);
  }
}
