package dev.slate.data.fetch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DatasetFetcherTest {
  private static final int ANY_PORT = 0;

  private final Path directory;
  private final HttpServer server;
  private final List<String> ranges = new ArrayList<>();
  private final Recording progress = new Recording();

  DatasetFetcherTest(@TempDir Path directory) throws IOException {
    this.directory = directory;
    server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), ANY_PORT), 0);
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  @Test
  void fetch_goodZip_givesItsFilesAndReportsProgress() throws Exception {
    byte[] zip = zip("d/ratings.csv", random(300_000));
    serve(zip, zip.length);

    Path fetched = new DatasetFetcher(directory).fetch(dataset(zip), progress);

    assertThat(fetched).isEqualTo(directory.resolve("d"));
    assertThat(fetched.resolve("ratings.csv")).hasSize(300_000);
    assertThat(progress.log.get(0)).isEqualTo("begins: free for all");
    assertThat(progress.log.get(progress.log.size() - 1))
        .isEqualTo(zip.length + " of " + zip.length);
    assertThat(directory).isDirectoryContaining("glob:**/d");
    assertThat(Files.list(directory)).hasSize(1);
  }

  @Test
  void fetch_alreadyThere_asksNobody() throws Exception {
    Files.createDirectories(directory.resolve("d"));

    new DatasetFetcher(directory).fetch(dataset(new byte[0]), progress);

    assertThat(ranges).isEmpty();
    assertThat(progress.log).isEmpty();
  }

  @Test
  void fetch_wrongChecksum_refusesAndLeavesNothing() throws Exception {
    byte[] zip = zip("d/a", random(10));
    serve(zip, zip.length);

    assertThatThrownBy(() -> fetch(dataset(zip("d/a", random(11)))))
        .isInstanceOf(FetchException.class)
        .hasMessageContainingAll("SHA-256 is ", "(expected: ");
    assertThat(directory).isEmptyDirectory();
  }

  @Test
  void fetch_connectionThatEndsEarly_isTakenUpWhereItEnded() throws Exception {
    byte[] zip = zip("d/a", random(300_000));
    serve(zip, 100_000);

    assertThatThrownBy(() -> fetch(dataset(zip)))
        .isInstanceOf(FetchException.class)
        .hasMessageContainingAll("the connection ended after", "of " + zip.length, "run it again");
    long kept = Files.size(directory.resolve("d.zip.part"));
    assertThat(kept).isBetween(1L, 100_000L);

    server.removeContext("/d.zip");
    serve(zip, zip.length);
    fetch(dataset(zip));

    assertThat(ranges).containsExactly("none", "bytes=" + kept + "-");
    assertThat(directory.resolve("d").resolve("a")).hasSize(300_000);
  }

  @Test
  void fetch_serverThatFallsSilent_isGivenUp() throws Exception {
    byte[] zip = zip("d/a", random(300_000));
    CountDownLatch over = new CountDownLatch(1);
    server.createContext(
        "/d.zip",
        exchange -> {
          send(exchange, zip, 0, 100_000);
          try {
            over.await();
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
        });

    try {
      assertThatThrownBy(
              () ->
                  new DatasetFetcher(directory, Duration.ofMillis(300))
                      .fetch(dataset(zip), progress))
          .isInstanceOf(FetchException.class)
          .hasMessageContaining("of " + zip.length + " bytes; run it again");
    } finally {
      over.countDown();
    }
    assertThat(directory.resolve("d.zip.part")).hasSize(100_000);
  }

  @Test
  void fetch_wholeDownloadLeftFromBefore_isUsed() throws Exception {
    byte[] zip = zip("d/a", random(100));
    serve(zip, zip.length);
    Files.write(directory.resolve("d.zip.part"), zip);

    fetch(dataset(zip));

    assertThat(directory.resolve("d").resolve("a")).hasSize(100);
  }

  @Test
  void fetch_serverWithoutTheFile_namesAddressAndAnswer() {
    assertThatThrownBy(() -> fetch(dataset(new byte[0])))
        .isInstanceOf(FetchException.class)
        .hasMessageContainingAll("/d.zip", "answered 404 (expected: 200)");
    assertThat(directory).isEmptyDirectory();
  }

  @Test
  void fetch_nobodyThere_namesTheAddress() throws IOException {
    PublicDataset dataset = dataset(new byte[0]);
    server.stop(0);

    assertThatThrownBy(() -> fetch(dataset))
        .isInstanceOf(FetchException.class)
        .hasMessageContainingAll(dataset.address().toString(), "cannot be reached");
  }

  @Test
  void fetch_entryThatLeavesTheDirectory_isRefused() throws Exception {
    for (String name : List.of("../evil", "d/../../evil", "/tmp/slate-evil", "d/x\u0000y")) {
      byte[] zip = zip(name, random(5));
      serve(zip, zip.length);

      assertThatThrownBy(() -> fetch(dataset(zip)))
          .as(name)
          .isInstanceOf(FetchException.class)
          .hasMessageContaining("expected: inside the directory");
      assertThat(directory.resolveSibling("evil")).doesNotExist();
      assertThat(directory.resolve("d")).doesNotExist();
      assertThat(directory.resolve("d.unpacking")).doesNotExist();
      server.removeContext("/d.zip");
      Files.deleteIfExists(directory.resolve("d.zip.part"));
    }
  }

  @Test
  void fetch_zipBomb_isStopped() throws Exception {
    byte[] zip = zip("d/zeros", new byte[3_000_000]);
    serve(zip, zip.length);

    assertThatThrownBy(() -> fetch(dataset(zip)))
        .isInstanceOf(FetchException.class)
        .hasMessageContaining("unpacks to more than 1000000 bytes");
    assertThat(directory.resolve("d")).doesNotExist();
  }

  @Test
  void fetch_endlessAnswer_isStopped() throws Exception {
    byte[] tooLong = random(1_500_000);
    serve(tooLong, tooLong.length);

    assertThatThrownBy(() -> fetch(dataset(tooLong)))
        .isInstanceOf(FetchException.class)
        .hasMessageContaining("more than 1000000 bytes");
    assertThat(directory).isEmptyDirectory();
  }

  @Test
  void fetch_notAZip_saysSo() throws Exception {
    byte[] page = "<html>maintenance</html>".getBytes(StandardCharsets.UTF_8);
    serve(page, page.length);

    assertThatThrownBy(() -> fetch(dataset(page)))
        .isInstanceOf(FetchException.class)
        .hasMessageContaining("is not a whole zip file");
  }

  @Test
  void named_unknown_listsWhatIsKnown() {
    assertThatThrownBy(() -> PublicDataset.named("netflix"))
        .hasMessage("dataset: 'netflix' (expected: ml-100k, ml-1m, ml-latest-small)");
    assertThat(PublicDataset.all())
        .allSatisfy(
            dataset -> {
              assertThat(dataset.address().getScheme()).isEqualTo("https");
              assertThat(dataset.sha256()).matches("[0-9a-f]{64}");
              assertThat(dataset.licence()).contains("no commercial use");
            });
  }

  private void fetch(PublicDataset dataset) throws IOException, InterruptedException {
    new DatasetFetcher(directory).fetch(dataset, progress);
  }

  /** Announces all of the bytes from the range on, sends those before {@code end}, hangs up. */
  private void serve(byte[] bytes, int end) {
    server.createContext(
        "/d.zip",
        exchange -> {
          String range = exchange.getRequestHeaders().getFirst("Range");
          ranges.add(range == null ? "none" : range);
          int from = range == null ? 0 : Integer.parseInt(range.replaceAll("\\D", ""));
          if (from >= bytes.length) {
            exchange.sendResponseHeaders(416, -1);
          } else {
            send(exchange, bytes, from, end);
          }
          exchange.close();
        });
  }

  private static void send(HttpExchange exchange, byte[] bytes, int from, int end)
      throws IOException {
    if (from > 0) {
      exchange
          .getResponseHeaders()
          .add("Content-Range", "bytes " + from + "-" + (bytes.length - 1) + "/" + bytes.length);
    }
    exchange.sendResponseHeaders(from > 0 ? 206 : 200, bytes.length - from);
    exchange.getResponseBody().write(bytes, from, end - from);
    exchange.getResponseBody().flush();
  }

  private PublicDataset dataset(byte[] expected) throws IOException {
    Path file = Files.write(Files.createTempFile("slate", "zip"), expected);
    try {
      URI address = URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/d.zip");
      return new PublicDataset(
          "d", address, Checksum.sha256(file), 1_000_000, 1_000_000, "free for all");
    } finally {
      Files.delete(file);
    }
  }

  private static byte[] zip(String entry, byte[] content) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      zip.putNextEntry(new ZipEntry(entry));
      zip.write(content);
      zip.closeEntry();
    }
    return bytes.toByteArray();
  }

  private static byte[] random(int length) {
    byte[] bytes = new byte[length];
    new Random(length).nextBytes(bytes);
    return Arrays.copyOf(bytes, length);
  }

  private static final class Recording implements FetchListener {
    private final List<String> log = new ArrayList<>();

    @Override
    public void begins(PublicDataset dataset) {
      log.add("begins: " + dataset.licence());
    }

    @Override
    public void progressed(long bytes, long total) {
      log.add(bytes + " of " + total);
    }
  }
}
