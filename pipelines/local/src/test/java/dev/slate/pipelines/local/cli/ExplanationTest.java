package dev.slate.pipelines.local.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.slate.pipelines.local.api.Api;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/** What the commands print of traces, why-not and replays. */
class ExplanationTest {
  private static final String TRACE =
      """
      {"history": [], "baseline": -0.5, "totalMicros": 4200, "budgetMicros": 50000,
       "sources": [{"name": "als", "candidates": 200, "micros": 810, "state": "ok"}],
       "removed": [{"itemId": "i9", "title": "Heat", "filter": "seen", "reason": "clicked 3 s ago"}],
       "items": [{"id": "i1", "retrieved": {"als": 0.81}, "ranks": {"als": 4}, "ranked": 0.93, "rankedPosition": 2, "margin": 1.1,
         "features": [{"name": "score:als", "value": 0.81, "status": "computed", "ageMs": null, "contribution": 0.4},
                      {"name": "item_activity:trend", "value": 4.1, "status": "present", "ageMs": 4200, "contribution": -0.7},
                      {"name": "user:none", "value": null, "status": "not_found", "ageMs": null, "contribution": 0.1},
                      {"name": "same", "value": 1, "status": "present", "ageMs": 1, "contribution": 0}],
         "moves": [{"by": "mmr", "from": 2, "to": 0, "detail": "similarity 0.41"}]}],
       "stages": [{"name": "retrieve", "micros": 1900}]}
      """;

  private static final String REPLAY =
      """
      {"requestId": "r1", "same": false, "sources": ["als"],
       "served": {"model": "m1", "rung": "full", "rungReason": null, "experiments": {"e": "a"},
         "items": [{"id": "i1", "title": "Heat", "score": 0.9}, {"id": "i2", "title": "Alien", "score": 0.8}]},
       "replayed": {"model": "m2", "rung": "full", "rungReason": null, "experiments": {"e": "b"},
         "items": [{"id": "i2", "title": "Alien", "score": 0.95}, {"id": "i3", "title": "", "score": 0.7}]},
       "differences": [{"id": "i1"}, {"id": "i2"}, {"id": "i3"}],
       "whyNot": [{"itemId": "i1", "title": "Heat", "outcome": "outranked", "words": "ranked at place 7", "sources": [{"source": "als", "words": "number 12"}]}]}
      """;

  @Test
  void explanation_saysWhatFoundScoredAndMovedAnItem() throws IOException {
    String text = Explanation.of(Api.JSON.readTree(TRACE));
    assertThat(text)
        .contains("als (number 5, 0.810)", "ranked 3 with 0.9300", "mmr moved it 3 -> 1")
        .contains("-0.700 item_activity:trend = 4.100 (4.2 s old), +0.400 score:als")
        .contains("+0.100 user:none = not_found")
        .doesNotContain("same")
        .contains("Heat: seen, clicked 3 s ago")
        .contains("total 4.2 ms of 50.0 ms");
  }

  @Test
  void replayRequest_asksForWhatWasWantedAndShowsBothSlates() throws IOException {
    List<String> asked = new ArrayList<>();
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/v1/traces/r1/replay",
        exchange -> {
          asked.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
          byte[] body = REPLAY.getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(200, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    server.start();
    PrintStream before = System.out;
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    System.setOut(new PrintStream(out, true, StandardCharsets.UTF_8));
    try {
      int code =
          new CommandLine(new ReplayRequestCommand())
              .execute(
                  "r1",
                  "--model",
                  "m2",
                  "--variant",
                  "e=b",
                  "--parameter",
                  "rerank.mmr.lambda=0.5",
                  "--why-not",
                  "i1,i7",
                  "--url",
                  "http://127.0.0.1:" + server.getAddress().getPort());
      assertThat(code).isZero();
    } finally {
      System.setOut(before);
      server.stop(0);
    }
    assertThat(Api.JSON.readTree(asked.get(0)))
        .isEqualTo(
            Api.JSON.readTree(
                """
                {"model": "m2", "variant": {"e": "b"}, "parameters": {"rerank.mmr.lambda": 0.5},
                 "whyNot": ["i1", "i7"]}
                """));
    assertThat(out.toString(StandardCharsets.UTF_8))
        .contains("3 items are at another place or gone")
        .contains("served:   model m1", "replayed: model m2")
        .contains("asked again with today's catalogue: [\"als\"]")
        .containsPattern("1 +Heat +0.9000 +Alien +0.9500 +2")
        .containsPattern("2 +Alien +0.8000 +i3 +0.7000 +new")
        .contains("Why not i1 (Heat)? outranked: ranked at place 7", "als: number 12");
  }
}
