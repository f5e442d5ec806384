package dev.slate.training.spark.als;

import dev.slate.data.config.SlateConfig;
import dev.slate.training.model.Interactions;
import dev.slate.training.model.als.AlsFactors;
import dev.slate.training.model.als.AlsLoss;
import dev.slate.training.model.als.AlsModel;
import dev.slate.training.model.als.AlsObjective;
import dev.slate.training.model.als.AlsSettings;
import dev.slate.training.model.als.AlsSolver;
import dev.slate.training.model.als.Observations;
import dev.slate.training.spark.PassListener;
import dev.slate.training.spark.Positives;

/** Slate's own solver, on the cores of this process. */
public final class SlateAlsTrainer implements AlsTrainer {
  private final SlateConfig.Als settings;
  private final long seed;

  public SlateAlsTrainer(SlateConfig.Als settings, long seed) {
    this.settings = settings;
    this.seed = seed;
  }

  @Override
  public AlsFit fit(Positives positives) {
    return fit(positives, PassListener.SILENT);
  }

  @Override
  public AlsFit fit(Positives positives, PassListener listener) {
    if (positives.size() == 0) {
      throw new IllegalArgumentException("positives: none (expected: at least one)");
    }
    AlsObjective objective =
        AlsObjective.ials(settings.unobservedWeight(), settings.regularization());
    AlsSettings how = AlsSettings.of(settings.rank(), settings.iterations(), seed);
    Observations byUser =
        Observations.of(Interactions.of(positives.items(), positives.itemsByUser()));
    AlsSolver solver = new AlsSolver(objective, how, byUser);
    AlsFactors factors =
        listener == PassListener.SILENT
            ? solver.fit()
            : solver.fit(
                done -> {
                  double loss = AlsLoss.of(objective, byUser, solver.factors(), how.threads());
                  listener.ended(done, how.iterations(), loss / positives.size(), Double.NaN);
                });
    return new AlsFit(new AlsModel(factors.items(), objective), factors.users());
  }
}
