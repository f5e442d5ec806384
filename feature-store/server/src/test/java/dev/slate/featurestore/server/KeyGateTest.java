package dev.slate.featurestore.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.linecorp.armeria.client.WebClient;
import com.linecorp.armeria.common.AggregatedHttpResponse;
import com.linecorp.armeria.common.HttpHeaderNames;
import com.linecorp.armeria.common.HttpMethod;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.RequestHeaders;
import com.linecorp.armeria.common.RequestHeadersBuilder;
import com.linecorp.armeria.server.HttpService;
import com.linecorp.armeria.server.Server;
import dev.slate.data.access.ApiKey;
import dev.slate.data.access.ApiKeys;
import dev.slate.data.access.KeyFile;
import dev.slate.data.access.KeyRing;
import dev.slate.data.access.Role;
import dev.slate.data.config.SlateConfig;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Both of Feast's protocols behind the gate, each refusing in its own words. */
class KeyGateTest {
  private static final String SECRET = ApiKey.newSecret();
  private static final int BURST = 3;

  private final Path home;
  private Server server;
  private WebClient client;

  KeyGateTest(@TempDir Path home) {
    this.home = home;
  }

  @BeforeEach
  void start() {
    Path file = home.resolve("keys.json");
    KeyGate gate =
        new KeyGate(new KeyRing(file), new SlateConfig.Access(file, 1, BURST, "", "", ""));
    HttpService service = (context, request) -> HttpResponse.of(KeyGate.caller(context));
    server =
        Server.builder()
            .http(new InetSocketAddress("127.0.0.1", 0))
            .service("/json", service.decorate(gate.requiring(Role.WRITE, JsonService::refused)))
            .service("/grpc", service.decorate(gate.requiring(Role.WRITE, GrpcService::refused)))
            .build();
    server.start().join();
    client = WebClient.of("http://127.0.0.1:" + server.activeLocalPort());
  }

  @AfterEach
  void stop() {
    server.stop().join();
  }

  @Test
  void call_withoutAnyKeys_isLocal() {
    assertThat(get("/json", "").contentUtf8()).isEqualTo(KeyGate.LOCAL);
  }

  @Test
  void call_withKeys_isRefusedInTheWordsOfItsProtocol() throws IOException {
    restartWith(Role.READ);
    assertThat(get("/json", "").status().code()).isEqualTo(401);
    assertThat(get("/json", "").headers().get(HttpHeaderNames.WWW_AUTHENTICATE))
        .isEqualTo("Bearer");
    assertThat(get("/json", "Bearer wrong").contentUtf8()).contains("not known", "Authorization");
    assertThat(get("/json", "Bearer " + SECRET).status().code()).isEqualTo(403);
    assertThat(get("/grpc", "").trailers().get("grpc-status")).isEqualTo("16");
    assertThat(get("/grpc", "Bearer " + SECRET).trailers().get("grpc-status")).isEqualTo("7");
  }

  @Test
  void call_moreOftenThanAllowed_isToldToWait() throws IOException {
    restartWith(Role.WRITE);
    for (int i = 0; i < BURST; i++) {
      assertThat(get("/json", "bearer " + SECRET).contentUtf8()).isEqualTo("shop");
    }
    AggregatedHttpResponse refused = get("/json", "Bearer " + SECRET);
    assertThat(refused.status().code()).isEqualTo(429);
    assertThat(refused.headers().get(HttpHeaderNames.RETRY_AFTER)).isEqualTo("1");
    assertThat(get("/grpc", "Bearer " + SECRET).trailers().get("grpc-status")).isEqualTo("8");
  }

  private void restartWith(Role role) throws IOException {
    KeyFile.write(
        home.resolve("keys.json"), new ApiKeys(List.of(ApiKey.of("shop", role, SECRET, 0))));
    stop();
    start();
  }

  private AggregatedHttpResponse get(String path, String authorization) {
    RequestHeadersBuilder headers = RequestHeaders.builder(HttpMethod.GET, path);
    if (!authorization.isEmpty()) {
      headers.add(HttpHeaderNames.AUTHORIZATION, authorization);
    }
    return client.execute(headers.build()).aggregate().join();
  }
}
