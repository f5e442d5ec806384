package dev.slate.serving.http;

import com.linecorp.armeria.server.Server;
import com.linecorp.armeria.server.ServerBuilder;
import dev.slate.data.config.InvalidConfigException;
import dev.slate.data.config.SlateConfig;
import java.io.File;
import java.net.InetSocketAddress;

/** The port: plain, or with TLS where a certificate is configured. */
final class Listener {
  private Listener() {}

  /**
   * @throws InvalidConfigException if the certificate cannot be used
   */
  static ServerBuilder open(SlateConfig config) {
    InetSocketAddress address = new InetSocketAddress(config.http().host(), config.http().port());
    SlateConfig.Access access = config.access();
    if (!access.isTls()) {
      return Server.builder().http(address);
    }
    File certificate = readable("slate.access.certificate", access.certificate());
    File key = readable("slate.access.certificate-key", access.certificateKey());
    try {
      return Server.builder().https(address).tls(certificate, key);
    } catch (RuntimeException e) {
      throw new InvalidConfigException(
          "slate.access.certificate",
          access.certificate() + ": " + e.getMessage(),
          "a PEM chain, and its PKCS 8 PEM key in slate.access.certificate-key");
    }
  }

  private static File readable(String key, String name) {
    File file = new File(name);
    if (!file.canRead()) {
      throw new InvalidConfigException(key, name, "a PEM file that can be read");
    }
    return file;
  }
}
