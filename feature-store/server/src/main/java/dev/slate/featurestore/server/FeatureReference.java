package dev.slate.featurestore.server;

/** {@code view:feature}, as requests name features. */
record FeatureReference(String view, String feature) {

  /**
   * @throws InvalidRequestException if it is no reference
   */
  static FeatureReference parse(String text) {
    int colon = text.indexOf(':');
    if (colon <= 0 || colon == text.length() - 1) {
      throw new InvalidRequestException(
          "features", "'" + text + "' (expected: view:feature)", "name the view too");
    }
    return new FeatureReference(text.substring(0, colon), text.substring(colon + 1));
  }

  /** {@code view__feature}, Feast's full name. */
  String fullName() {
    return view + "__" + feature;
  }

  @Override
  public String toString() {
    return view + ":" + feature;
  }
}
