package dev.slate.training.spark.tower;

import dev.slate.training.model.tower.ItemCategories;
import dev.slate.training.model.tower.Optimizer;
import dev.slate.training.model.tower.TowerState;
import dev.slate.training.model.tower.TwoTowerModel;
import dev.slate.training.model.tower.TwoTowerParameters;
import dev.slate.training.model.tower.TwoTowerShape;
import org.apache.spark.sql.api.java.UDF1;
import org.jspecify.annotations.Nullable;
import scala.collection.Iterator;
import scala.collection.Seq;

/** The user tower as a column function; the model is rebuilt once where the rows are. */
final class UserVectorUdf implements UDF1<Seq<Integer>, float[]> {
  private static final long serialVersionUID = 1L;

  private final TowerState state;
  private final TwoTowerShape shape;
  private final ItemCategories categories;
  private transient volatile @Nullable TwoTowerModel model;

  UserVectorUdf(TwoTowerParameters parameters) {
    state = TowerState.of(parameters, Optimizer.ADAGRAD);
    shape = parameters.shape();
    categories = parameters.categories();
  }

  @Override
  public float[] call(Seq<Integer> history) {
    int[] items = new int[history.size()];
    int at = 0;
    for (Iterator<Integer> it = history.iterator(); it.hasNext(); ) {
      items[at++] = it.next();
    }
    return model().userVector(items);
  }

  private TwoTowerModel model() {
    TwoTowerModel known = model;
    if (known == null) {
      known = new TwoTowerModel(state.parameters(shape, categories));
      model = known;
    }
    return known;
  }
}
