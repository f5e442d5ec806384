package dev.slate.pipelines.nightly;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** The command on small files, with models that need no Spark. */
class EvaluateMainTest {
  private static final String MODELS = "popularity,recent-popularity,item-knn,ease";
  private static final int USERS = 60;
  private static final int ITEMS = 40;

  private final PrintStream realOut = System.out;
  private final PrintStream realErr = System.err;
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  private final Path directory;

  EvaluateMainTest(@TempDir Path directory) {
    this.directory = directory;
    System.setOut(new PrintStream(out, true, StandardCharsets.UTF_8));
    System.setErr(new PrintStream(err, true, StandardCharsets.UTF_8));
  }

  @AfterEach
  void restore() {
    System.setOut(realOut);
    System.setErr(realErr);
  }

  @Test
  void adjacencyFiles_tuned_giveTableAndPage() throws IOException {
    Path page = directory.resolve("page.html");
    int code =
        run("--train", train(), "--test", test(), "--model", MODELS)
            + run(
                "--train",
                train(),
                "--test",
                test(),
                "--model",
                "popularity,ease",
                "--tune",
                "4",
                "--html",
                page.toString());
    assertThat(code).isZero();
    assertThat(text(out))
        .contains("train.txt, given-files: train 480 positives of 60 users")
        .contains("(left out: 1 of users and 1 of items not in train, 0 already in train)")
        .contains(
            "NDCG@20",
            "over popularity",
            "recall@10",
            "recall@50",
            "coverage",
            "diversity of lists",
            "co-users")
        .contains("users by train positives", "items by popularity decile")
        .contains("ease: best of 4 trials inside train", "--set ease.l2=")
        .doesNotContain("days since");
    assertThat(Files.readString(page))
        .startsWith("<!doctype html>")
        .contains("\"protocol\":\"given-files\"", "\"trials\":")
        .doesNotContain("{\"data\":0}", "http://", "https://");
  }

  @Test
  void easeThatIsTooLarge_isLeftOutWithoutFailing() throws IOException {
    assertThat(
            run(
                "--train",
                train(),
                "--test",
                test(),
                "--model",
                "popularity,ease",
                "--set",
                "ease.max-items=10",
                "--json"))
        .isZero();
    JsonNode json = new ObjectMapper().readTree(text(out));
    assertThat(json.path("models").findValuesAsText("model")).containsExactly("popularity");
    assertThat(json.path("leftOut").path("ease").asText()).contains("at most ease.max-items, 10");
  }

  @Test
  void twoTowerAndAls_onFilesWithoutOrder_beatPopularityAndShowTheirCurves() throws IOException {
    assertThat(
            run(
                "--train",
                train(),
                "--test",
                test(),
                "--model",
                "popularity,als,two-tower",
                "--set",
                "als.rank=8",
                "--set",
                "two-tower.dim=8",
                "--set",
                "two-tower.epochs=6",
                "--json"))
        .isZero();
    JsonNode json = new ObjectMapper().readTree(text(out));
    for (JsonNode model : json.path("models")) {
      boolean learns = !model.path("model").asText().equals("popularity");
      assertThat(model.path("curve").size() > 1).isEqualTo(learns);
      assertThat(model.path("difference").path("mean").asDouble() > 0).isEqualTo(learns);
    }
  }

  @Test
  void json_hasMetricsDifferencesAndSlices() throws IOException {
    assertThat(run("--train", train(), "--test", test(), "--model", MODELS, "--json")).isZero();
    JsonNode json = new ObjectMapper().readTree(text(out));
    assertThat(json.path("models").findValuesAsText("model"))
        .containsExactly("popularity", "recent-popularity", "item-knn", "ease");
    JsonNode ease = json.path("models").get(3);
    assertThat(ease.path("metrics").has("ndcg@20.low")).isTrue();
    assertThat(ease.path("metrics").path("recall@50").asDouble()).isBetween(0.1, 1.0);
    assertThat(ease.path("difference").path("mean").asDouble()).isGreaterThan(0);
    assertThat(ease.path("slices").size()).isGreaterThan(5);
    assertThat(json.path("test").path("unknownUser").asInt()).isEqualTo(1);
  }

  @Test
  void coldItems_areRankedWithTheOthersAndAmongThemselves() throws IOException {
    List<String> clicks = new ArrayList<>(List.of("user,item,timestamp"));
    List<String> items = new ArrayList<>(List.of("item,categories,year"));
    int second = 0;
    for (String line : lines(8, 1)) {
      String[] words = line.split(" ");
      for (int i = 1; i < words.length; i++) {
        clicks.add(words[0] + "," + words[i] + "," + second++);
        items.add(words[i] + ",c" + words[i].hashCode() % 3 + "," + words[i].hashCode() % 7);
      }
    }
    List<String> catalogue = items.stream().distinct().toList();
    String data = Files.write(directory.resolve("c.csv"), clicks).toString();
    String facts = Files.write(directory.resolve("i.csv"), catalogue).toString();
    assertThat(
            run(
                "--data",
                data,
                "--items-file",
                facts,
                "--title-column",
                "item",
                "--protocol",
                "cold-items",
                "--cold",
                "6",
                "--model",
                "popularity,category-popularity"))
        .as(text(err))
        .isZero();
    assertThat(text(out))
        .contains("c.csv, cold-items", "recall@100", "recall@10", "over category-popularity")
        .contains("recall@10 of held-out items only, at 10")
        .doesNotContain("popularity decile", "days since");
    assertThat(run("--data", data, "--cold", "6")).isEqualTo(1);
    assertThat(text(err)).contains("cold: 6 (expected with it: --protocol cold-items)");
    assertThat(run("--data", data, "--protocol", "cold-items")).isEqualTo(1);
    assertThat(text(err)).contains("cold: 300 items (expected: at least 1, fewer than the 40");
  }

  @Test
  void csv_withOtherColumns_isCutByTheProtocolAskedFor() throws IOException {
    List<String> lines = new ArrayList<>(List.of("uid,sku,at"));
    int second = 0;
    for (String line : lines(8, 1)) {
      String[] words = line.split(" ");
      for (int i = 1; i < words.length; i++) {
        lines.add(words[0] + "," + words[i] + "," + (86_400 + second++ * 7_001 % 997));
      }
    }
    String file = Files.write(directory.resolve("e.csv"), lines).toString();
    for (String protocol : List.of("time-split", "leave-last-out", "sampled")) {
      assertThat(
              run(
                  "--data",
                  file,
                  "--user-column",
                  "uid",
                  "--item-column",
                  "sku",
                  "--time-column",
                  "at",
                  "--protocol",
                  protocol,
                  "--model",
                  "popularity,ease"))
          .as(protocol)
          .isZero();
      assertThat(text(out)).contains("e.csv, " + protocol, "HR@10", "MRR@10");
    }
  }

  @Test
  void ncfFiles_areRankedAmongTheirNegatives() throws IOException {
    write("toy.train.rating", "0\t1\t5\t10", "0\t2\t5\t11", "1\t1\t5\t10", "2\t3\t4\t9");
    write("toy.test.rating", "0\t3\t4\t20", "1\t2\t4\t20");
    write("toy.test.negative", "(0,3)\t4\t5", "(1,2)\t3\t4");
    assertThat(run("--data", directory.toString(), "--model", "popularity", "--json")).isZero();
    JsonNode json = new ObjectMapper().readTree(text(out));
    assertThat(json.path("protocol").asText()).isEqualTo("sampled");
    // Item 3 is ahead of 4 and 5, item 2 ties with 3 and is listed first.
    assertThat(json.path("models").get(0).path("metrics").path("ndcg@10").asDouble()).isEqualTo(1);
  }

  @Test
  void wrongUse_saysWhatWasExpected() throws IOException {
    assertThat(run()).isEqualTo(1);
    assertThat(run("--data", directory.resolve("no").toString())).isEqualTo(1);
    assertThat(run("--train", train(), "--test", test(), "--model", "svd")).isEqualTo(1);
    assertThat(run("--train", train(), "--test", test(), "--model", "pipeline")).isEqualTo(1);
    assertThat(run("--train", train(), "--test", test(), "--set", "ease.l3=1")).isEqualTo(1);
    assertThat(run("--train", train(), "--test", test(), "--model", "ease", "--set", "ease.l2=-1"))
        .isEqualTo(1);
    assertThat(run("--data", train(), "--protocol", "random")).isEqualTo(2);
    assertThat(run("--data", train(), "--tune", "3", "--budget", "soon")).isEqualTo(2);
    assertThat(text(err))
        .contains("data: expected --data PATH, or --train FILE and --test FILE")
        .contains("no: does not exist")
        .contains("model: svd (expected: popularity, recent-popularity, item-knn")
        .contains("pipeline needs --protocol time-split")
        .contains("set: ease.l3 (expected: ")
        .contains("ease left out: ease.l2: -1.0 (expected: 0.0 or more)")
        .contains(
            "'random' (expected: time-split, leave-last-out, sampled, given-files, cold-items)")
        .contains("'soon' (expected: such as 90s, 25m or 1h)");
  }

  @Test
  void help_hasExamples() {
    StringWriter help = new StringWriter();
    CommandLine command = EvaluateMain.commandLine().setOut(new PrintWriter(help));
    assertThat(command.execute("--help")).isZero();
    assertThat(help.toString()).contains("Examples:", "--tune", "leave-last-out", "20 % by time");
  }

  private int run(String... arguments) {
    StringWriter errors = new StringWriter();
    int code = EvaluateMain.commandLine().setErr(new PrintWriter(errors, true)).execute(arguments);
    err.writeBytes(errors.toString().getBytes(StandardCharsets.UTF_8));
    return code;
  }

  private static String text(ByteArrayOutputStream stream) {
    return stream.toString(StandardCharsets.UTF_8);
  }

  private String train() throws IOException {
    return Files.write(directory.resolve("train.txt"), lines(8, 1)).toString();
  }

  private String test() throws IOException {
    List<String> lines = new ArrayList<>(lines(3, 2));
    lines.add("stranger i1");
    lines.add("u1 unheard-of");
    return Files.write(directory.resolve("test.txt"), lines).toString();
  }

  private void write(String name, String... lines) throws IOException {
    Files.write(directory.resolve(name), List.of(lines));
  }

  /** Users choose from the half of the items that is theirs; no item is in two draws of a user. */
  private static List<String> lines(int perUser, int draw) {
    List<String> lines = new ArrayList<>();
    for (int user = 0; user < USERS; user++) {
      SplittableRandom random = new SplittableRandom(user);
      List<Integer> mine = new ArrayList<>();
      for (int item = user % 2; item < ITEMS; item += 2) {
        mine.add(random.nextInt(mine.size() + 1), item);
      }
      StringBuilder line = new StringBuilder("u" + user);
      int from = draw == 1 ? 0 : 8;
      mine.subList(from, from + perUser).forEach(item -> line.append(" i").append(item));
      lines.add(line.toString());
    }
    return lines;
  }
}
