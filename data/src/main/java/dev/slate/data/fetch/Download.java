package dev.slate.data.fetch;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.OptionalLong;

/** One file over HTTP, taken up again where an earlier attempt ended. */
final class Download {
  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(20);
  private static final Duration ANSWER_TIMEOUT = Duration.ofSeconds(60);
  private static final int BUFFER = 1 << 16;
  private static final int OK = 200;
  private static final int PARTIAL = 206;
  private static final int RANGE_NOT_SATISFIABLE = 416;

  private final HttpClient client =
      HttpClient.newBuilder()
          .followRedirects(HttpClient.Redirect.NORMAL)
          .connectTimeout(CONNECT_TIMEOUT)
          .build();

  private final Duration patience;

  /**
   * @param patience how long nothing may come before the server is given up
   */
  Download(Duration patience) {
    this.patience = patience;
  }

  /**
   * Downloads to {@code file}, behind what it already holds.
   *
   * @throws FetchException if the server refuses, or ends before or after what it announced
   */
  void fetch(PublicDataset dataset, Path file, FetchListener listener)
      throws IOException, InterruptedException {
    long have = Files.exists(file) ? Files.size(file) : 0;
    HttpResponse<InputStream> response = request(dataset, have);
    try (InputStream body = response.body()) {
      switch (response.statusCode()) {
        case OK -> receive(dataset, file, 0, response, listener);
        case PARTIAL -> {
          requireRange(dataset, have, response);
          receive(dataset, file, have, response, listener);
        }
        case RANGE_NOT_SATISFIABLE -> {
          // Nothing is behind what is here: it is whole, which the checksum will tell.
        }
        default ->
            throw new FetchException(
                dataset.address()
                    + ": the server answered "
                    + response.statusCode()
                    + " (expected: 200); see whether the address still exists");
      }
    }
  }

  private HttpResponse<InputStream> request(PublicDataset dataset, long have)
      throws IOException, InterruptedException {
    HttpRequest.Builder request = HttpRequest.newBuilder(dataset.address()).timeout(ANSWER_TIMEOUT);
    if (have > 0) {
      request.header("Range", "bytes=" + have + "-");
    }
    try {
      return client.send(request.build(), BodyHandlers.ofInputStream());
    } catch (IOException e) {
      throw new FetchException(
          dataset.address() + ": cannot be reached (" + e + "); check the network or a proxy", e);
    }
  }

  private static void requireRange(
      PublicDataset dataset, long have, HttpResponse<InputStream> response) throws FetchException {
    String range = response.headers().firstValue("Content-Range").orElse("none");
    if (!range.startsWith("bytes " + have + "-")) {
      throw new FetchException(
          dataset.address()
              + ": the server sent the range "
              + range
              + " (expected: from byte "
              + have
              + ")");
    }
  }

  private void receive(
      PublicDataset dataset,
      Path file,
      long from,
      HttpResponse<InputStream> response,
      FetchListener listener)
      throws IOException {
    OptionalLong announced = response.headers().firstValueAsLong("Content-Length");
    long total = announced.isPresent() ? from + announced.getAsLong() : -1;
    long bytes = from;
    InputStream body = response.body();
    try (StallGuard guard = new StallGuard(body, patience);
        OutputStream out = open(file, from)) {
      byte[] buffer = new byte[BUFFER];
      for (int n = body.read(buffer); n >= 0; n = body.read(buffer)) {
        guard.touch();
        bytes += n;
        if (bytes > dataset.maxBytes()) {
          throw new FetchException(
              dataset.address() + ": more than " + dataset.maxBytes() + " bytes (expected: less)");
        }
        out.write(buffer, 0, n);
        listener.progressed(bytes, total);
      }
    } catch (FetchException e) {
      Files.delete(file);
      throw e;
    } catch (IOException e) {
      throw cutOff(dataset, bytes, total, e);
    }
    if (total >= 0 && bytes != total) {
      throw cutOff(dataset, bytes, total, new IOException("end of stream"));
    }
  }

  private static OutputStream open(Path file, long from) throws IOException {
    return from == 0
        ? Files.newOutputStream(file)
        : Files.newOutputStream(file, StandardOpenOption.APPEND);
  }

  private static FetchException cutOff(
      PublicDataset dataset, long bytes, long total, IOException cause) {
    return new FetchException(
        dataset.address()
            + ": the connection ended after "
            + bytes
            + " of "
            + (total < 0 ? "unknown" : total)
            + " bytes; run it again to take up the download",
        cause);
  }
}
