package dev.slate.featurestore.server;

import dev.slate.featurestore.feature.DerivedFeature;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/** Answers requests: resolves references, reads every view at once, puts columns together. */
final class OnlineFeatures {
  private final ServedViews served;

  OnlineFeatures(ServedViews served) {
    this.served = served;
  }

  /**
   * Fails with {@link InvalidRequestException} if the request cannot be answered as it is, else
   * with the store's own exception. Never blocks.
   */
  CompletableFuture<OnlineAnswer> answer(OnlineRequest request) {
    List<FeatureReference> references;
    Map<String, CompletableFuture<Function<String, FeatureColumn>>> reads;
    try {
      request.requireWellFormed();
      references = served.references(request);
      reads = read(request, needed(references));
    } catch (InvalidRequestException e) {
      return CompletableFuture.failedFuture(e);
    }
    return CompletableFuture.allOf(reads.values().toArray(CompletableFuture[]::new))
        .thenApply(all -> assemble(request, references, reads));
  }

  /** Features to read, by view: those asked for and those that derived ones need. */
  private Map<String, Set<String>> needed(List<FeatureReference> references) {
    Map<String, Set<String>> needed = new LinkedHashMap<>();
    for (FeatureReference reference : references) {
      if (!reference.view().equals(ServedViews.DERIVED)) {
        add(needed, reference);
        continue;
      }
      for (String input : derived(reference).inputs()) {
        FeatureReference read = FeatureReference.parse(input);
        if (!read.view().equals(DerivedColumn.REQUEST)) {
          add(needed, read);
        }
      }
    }
    return needed;
  }

  private static void add(Map<String, Set<String>> needed, FeatureReference reference) {
    needed.computeIfAbsent(reference.view(), v -> new LinkedHashSet<>()).add(reference.feature());
  }

  private DerivedFeature derived(FeatureReference reference) {
    return Objects.requireNonNull(served.derived().get(reference.feature()));
  }

  private Map<String, CompletableFuture<Function<String, FeatureColumn>>> read(
      OnlineRequest request, Map<String, Set<String>> needed) {
    Map<String, List<List<Object>>> keys = new HashMap<>();
    needed.forEach(
        (name, features) -> {
          ServedView view = view(name);
          keys.put(
              name, EntityValues.keys(name, view.joinKeys(), request.entities(), request.rows()));
        });
    Map<String, CompletableFuture<Function<String, FeatureColumn>>> reads = new HashMap<>();
    needed.forEach(
        (name, features) ->
            reads.put(
                name,
                view(name)
                    .read(
                        Objects.requireNonNull(keys.get(name)),
                        List.copyOf(features),
                        request.nowMs())
                    .toCompletableFuture()));
    return reads;
  }

  private ServedView view(String name) {
    return Objects.requireNonNull(served.views().get(name), name);
  }

  private OnlineAnswer assemble(
      OnlineRequest request,
      List<FeatureReference> references,
      Map<String, CompletableFuture<Function<String, FeatureColumn>>> reads) {
    Function<FeatureReference, FeatureColumn> columnOf =
        reference ->
            Objects.requireNonNull(reads.get(reference.view())).join().apply(reference.feature());
    List<FeatureColumn> columns = new ArrayList<>(references.size());
    for (FeatureReference reference : references) {
      columns.add(
          reference.view().equals(ServedViews.DERIVED)
              ? DerivedColumn.of(derived(reference), request, columnOf)
              : columnOf.apply(reference));
    }
    return new OnlineAnswer(request.rows(), references, columns);
  }
}
