package dev.slate.serving.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.server.Server;
import dev.slate.data.config.InvalidConfigException;
import dev.slate.serving.Platform;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.Base64;
import java.util.Map;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The API behind a certificate that the test has the JDK's keytool sign. */
class ListenerTest {
  private static final char[] PASSWORD = "test-only".toCharArray();

  @Test
  void api_withACertificate_speaksTlsAlone(@TempDir Path home) throws Exception {
    KeyStore store = selfSigned(home.resolve("store.p12"));
    Map<String, String> files =
        Map.of(
            "SLATE_ACCESS_CERTIFICATE",
            pem(home.resolve("c.pem"), "CERTIFICATE", store.getCertificate("slate").getEncoded()),
            "SLATE_ACCESS_CERTIFICATE_KEY",
            pem(
                home.resolve("k.pem"),
                "PRIVATE KEY",
                store.getKey("slate", PASSWORD).getEncoded()));
    Server server =
        Listener.open(Platform.config(home, files))
            .service("/", (context, request) -> HttpResponse.of("served"))
            .build();
    try (server) {
      server.start().join();
      int port = server.activeLocalPort();
      HttpClient client = HttpClient.newBuilder().sslContext(trusting(store)).build();
      var answer =
          client.send(
              HttpRequest.newBuilder(URI.create("https://localhost:" + port)).build(),
              BodyHandlers.ofString());
      assertThat(answer.statusCode()).isEqualTo(200);
      assertThat(answer.sslSession().orElseThrow().getProtocol()).startsWith("TLSv1.");
      assertThatThrownBy(
              () ->
                  client.send(
                      HttpRequest.newBuilder(URI.create("http://localhost:" + port)).build(),
                      BodyHandlers.ofString()))
          .isInstanceOf(IOException.class);
    }
  }

  @Test
  void api_certificateThatIsNone_namesTheKeyOfTheConfiguration(@TempDir Path home)
      throws IOException {
    String none = Files.writeString(home.resolve("none.pem"), "none").toString();
    assertThatThrownBy(
            () ->
                Listener.open(
                    Platform.config(
                        home,
                        Map.of(
                            "SLATE_ACCESS_CERTIFICATE", none,
                            "SLATE_ACCESS_CERTIFICATE_KEY", none))))
        .isInstanceOf(InvalidConfigException.class)
        .hasMessageContaining("slate.access.certificate");
  }

  private static KeyStore selfSigned(Path file) throws Exception {
    Process keytool =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-alias",
                "slate",
                "-keyalg",
                "EC",
                "-groupname",
                "secp256r1",
                "-dname",
                "CN=localhost",
                "-ext",
                "SAN=dns:localhost",
                "-validity",
                "2",
                "-storetype",
                "PKCS12",
                "-storepass",
                new String(PASSWORD),
                "-keystore",
                file.toString())
            .redirectErrorStream(true)
            .start();
    String said = new String(keytool.getInputStream().readAllBytes(), UTF_8);
    assertThat(keytool.waitFor()).as(said).isZero();
    KeyStore store = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(file)) {
      store.load(in, PASSWORD);
    }
    return store;
  }

  private static String pem(Path file, String type, byte[] der) throws IOException {
    String text = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der);
    return Files.writeString(
            file, "-----BEGIN " + type + "-----\n" + text + "\n-----END " + type + "-----\n")
        .toString();
  }

  private static SSLContext trusting(KeyStore store) throws Exception {
    KeyStore trusted = KeyStore.getInstance("PKCS12");
    trusted.load(null, null);
    trusted.setCertificateEntry("slate", store.getCertificate("slate"));
    TrustManagerFactory managers =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    managers.init(trusted);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, managers.getTrustManagers(), null);
    return context;
  }
}
