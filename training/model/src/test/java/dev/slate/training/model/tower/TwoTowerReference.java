package dev.slate.training.model.tower;

import dev.slate.training.model.tower.SoftmaxSettings.LogQ;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** The loss written out in double from the model's definition, one candidate after the other. */
record TwoTowerReference(
    TwoTowerParameters parameters, SoftmaxSettings settings, List<Candidate> cache) {
  record Candidate(int item, double logQ, double[] vector) {}

  TwoTowerReference(TwoTowerParameters parameters, SoftmaxSettings settings) {
    this(parameters, settings, new ArrayList<>());
  }

  /** Caches what a batch shows, as it is now. */
  void remember(TwoTowerBatch batch) {
    cache.addAll(candidates(batch));
    while (cache.size() > settings.cachedNegatives()) {
      cache.remove(0);
    }
  }

  double loss(TwoTowerBatch batch) {
    List<Candidate> candidates = candidates(batch);
    candidates.addAll(cache);
    double more = Math.log(candidates.size() / (double) batch.candidates());
    double total = 0;
    for (int i = 0; i < batch.examples(); i++) {
      List<Integer> known = new ArrayList<>(List.of(batch.candidate(i)));
      for (int h = batch.start(i); h < batch.start(i + 1); h++) {
        known.add(batch.items()[h]);
      }
      double[] user = user(batch, i);
      List<Double> negatives = new ArrayList<>();
      for (Candidate candidate : candidates) {
        if (!known.contains(candidate.item())) {
          double logQ = settings.logQ() == LogQ.NONE ? 0 : candidate.logQ() + more;
          negatives.add(dot(user, candidate.vector()) / settings.temperature() - logQ);
        }
      }
      if (settings.hardNegatives() > 0) {
        negatives.sort(Comparator.reverseOrder());
        negatives = negatives.subList(0, Math.min(settings.hardNegatives(), negatives.size()));
      }
      Candidate positive = candidates.get(i);
      double own = dot(user, positive.vector()) / settings.temperature();
      own -= settings.logQ() == LogQ.STANDARD ? positive.logQ() + more : 0;
      double sum = Math.exp(own) + negatives.stream().mapToDouble(Math::exp).sum();
      total += Math.log(sum) - own;
    }
    return total / batch.examples();
  }

  private List<Candidate> candidates(TwoTowerBatch batch) {
    List<Candidate> candidates = new ArrayList<>();
    for (int c = 0; c < batch.candidates(); c++) {
      double[] vector = item(batch.candidate(c), batch.idWeight(c));
      candidates.add(new Candidate(batch.candidate(c), batch.logQ(c), vector));
    }
    return candidates;
  }

  private double[] user(TwoTowerBatch batch, int i) {
    TwoTowerShape shape = parameters.shape();
    int d = shape.dim();
    double[] mean = new double[d];
    double weights = 0;
    int length = Math.min(batch.start(i + 1) - batch.start(i), shape.historyLength());
    for (int j = 0; j < length; j++) {
      double[] item = row(parameters.history().row(batch.items()[batch.start(i) + j]));
      double weight = Math.pow(shape.historyDecay(), j);
      if (shape.pooling() == HistoryPooling.ATTENTION) {
        weight *= Math.exp(dot(row(parameters.historyQuery()), item) / Math.sqrt(d));
      }
      weights += weight;
      for (int c = 0; c < d; c++) {
        mean[c] += weight * item[c];
      }
    }
    double[] user = new double[d];
    for (int r = 0; r < d; r++) {
      user[r] = parameters.userBias()[r];
      for (int c = 0; weights > 0 && c < d; c++) {
        user[r] += parameters.userWeight().get(r, c) * mean[c] / weights;
      }
    }
    return unit(user);
  }

  private double[] item(int item, float idWeight) {
    int d = parameters.shape().dim();
    ItemCategories categories = parameters.categories();
    double[] z = new double[d];
    for (int c = 0; c < d; c++) {
      z[c] = parameters.itemBias()[c] + idWeight * parameters.item().get(item, c);
      for (int p = categories.offsets()[item]; p < categories.offsets()[item + 1]; p++) {
        z[c] += categories.weights()[p] * parameters.category().get(categories.values()[p], c);
      }
    }
    return unit(z);
  }

  private static double[] row(float[] values) {
    double[] out = new double[values.length];
    for (int i = 0; i < out.length; i++) {
      out[i] = values[i];
    }
    return out;
  }

  private static double[] unit(double[] z) {
    double length = Math.sqrt(dot(z, z));
    double[] out = new double[z.length];
    for (int i = 0; i < z.length; i++) {
      out[i] = z[i] / length;
    }
    return out;
  }

  private static double dot(double[] a, double[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += a[i] * b[i];
    }
    return sum;
  }
}
