package dev.slate.training.model.rank;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.slate.training.model.FormatException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ListRankerTest {
  private static final RelativeInputs RELATIVE = new RelativeInputs(2, new int[] {1});

  private static FactorizationMachine linear(float... weights) {
    float[] ones = new float[weights.length];
    Arrays.fill(ones, 1);
    return FactorizationMachine.linear(
        new InputScaling(new float[weights.length], ones), 0.5f, weights);
  }

  @Test
  void expand_addsStandardScoresWithinTheList() {
    float[] rows = {9, 1, 9, 3, 9, Float.NaN};
    float[] expanded = RELATIVE.expand(rows, 3);
    // Of 1, 3 and 0: mean 4/3, deviation sqrt(14)/3.
    double deviation = Math.sqrt(14) / 3;
    assertThat(expanded[2]).isCloseTo((float) ((1 - 4 / 3.0) / deviation), within(1e-5f));
    assertThat(expanded[5]).isCloseTo((float) ((3 - 4 / 3.0) / deviation), within(1e-5f));
    assertThat(expanded[8]).isCloseTo((float) (-4 / 3.0 / deviation), within(1e-5f));
    assertThat(expanded[7]).isNaN();
    assertThat(expanded[6]).isEqualTo(9);
  }

  @Test
  void expand_ofEqualValues_isZero() {
    assertThat(RELATIVE.expand(new float[] {0, 7, 0, 7}, 2)).containsExactly(0, 7, 0, 0, 7, 0);
  }

  @Test
  void light_isOfTheSameList() {
    Ranker full = linear(1, 2, 3);
    Ranker light = linear(3, 2, 1);
    ListRanker both = new ListRanker(RELATIVE, new TieredRanker(full, light));
    float[] rows = {1, 2, 3, 4};
    assertThat(margins(both.light(), rows))
        .isEqualTo(margins(new ListRanker(RELATIVE, light), rows));
    ListRanker one = new ListRanker(RELATIVE, full);
    assertThat(one.light()).isSameAs(one);
  }

  @Test
  void factors_equalTheSumOverPairs() {
    Random random = new Random(3);
    int inputs = 11;
    int factors = 4;
    float[] v = new float[factors * inputs];
    float[] squares = new float[inputs];
    float[] halves = new float[factors];
    for (int f = 0; f < factors; f++) {
      halves[f] = f % 2 == 0 ? 0.5f : -0.5f;
      for (int i = 0; i < inputs; i++) {
        v[f * inputs + i] = (float) random.nextGaussian() / 4;
        squares[i] -= halves[f] * v[f * inputs + i] * v[f * inputs + i];
      }
    }
    FactorizationMachine bare = linear(new float[inputs]);
    FactorizationMachine machine =
        new FactorizationMachine(bare.scaling(), 0.5f, new float[inputs], squares, v, halves);
    float[] row = new float[inputs];
    for (int i = 0; i < inputs; i++) {
      row[i] = (float) random.nextGaussian();
    }
    float[] x = new float[inputs];
    machine.scaling().scale(row, 0, x);
    double expected = 0.5;
    for (int f = 0; f < factors; f++) {
      for (int i = 0; i < inputs; i++) {
        for (int j = i + 1; j < inputs; j++) {
          expected += 2 * halves[f] * v[f * inputs + i] * v[f * inputs + j] * x[i] * x[j];
        }
      }
    }
    assertThat(margins(machine, row)[0]).isCloseTo((float) expected, within(1e-5f));
  }

  private static float[] margins(Ranker ranker, float[] rows) {
    float[] out = new float[rows.length / ranker.inputs()];
    ranker.margins(rows, out.length, out);
    return out;
  }

  @Test
  void read_whatWasWritten_scoresTheSame() {
    Ranker ranker =
        new ListRanker(
            RELATIVE,
            new TieredRanker(new CalibratedRanker(linear(1, 2, 3), 2, -1), linear(3, 2, 1)));
    Ranker read = RankerJson.read(RankerJson.write(ranker));
    float[] rows = {1, 2, 3, 4, Float.NaN, 6};
    assertThat(margins(read, rows)).isEqualTo(margins(ranker, rows));
    assertThat(margins(read.light(), rows)).isEqualTo(margins(ranker.light(), rows));
  }

  @Test
  void read_partsThatDoNotFit_areRefused() {
    String text =
        new String(
            RankerJson.write(new ListRanker(RELATIVE, linear(1, 2, 3))), StandardCharsets.UTF_8);
    for (String bad :
        new String[] {
          text.replace("\"relative\":[1]", "\"relative\":[2]"),
          text.replace("\"relative\":[1]", "\"relative\":[1,0]"),
          text.replace("\"weights\":[1.0,2.0,3.0]", "\"weights\":[1.0,2.0]"),
          text.replace("\"scale\":1.0", "\"scale\":0.0"),
          text.replace("factorization-machine", "java.lang.Runtime"),
          text.substring(0, text.indexOf("[{")) + "[null]}"
        }) {
      assertThat(bad).isNotEqualTo(text);
      assertThatThrownBy(() -> RankerJson.read(bad.getBytes(StandardCharsets.UTF_8)))
          .as(bad)
          .isInstanceOf(FormatException.class);
    }
  }

  @Test
  void read_versionOne_isTreesAlone() {
    String old =
        "{\"formatVersion\":1,\"inputs\":1,\"base\":0.5,\"trees\":[{\"feature\":[0,-1,-1],"
            + "\"value\":[1,2,3],\"left\":[1,0,0],\"right\":[2,0,0],\"missingLeft\":[true,false,false]}]}";
    Ranker read = RankerJson.read(old.getBytes(StandardCharsets.UTF_8));
    assertThat(margins(read, new float[] {0, 1})).containsExactly(2.5f, 3.5f);
  }
}
