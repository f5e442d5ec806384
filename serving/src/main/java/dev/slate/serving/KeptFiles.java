package dev.slate.serving;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.slate.data.catalog.CatalogCodec;
import dev.slate.data.catalog.Item;
import dev.slate.serving.after.LastGoodLists;
import dev.slate.serving.after.RecentRequests;
import dev.slate.serving.catalog.CatalogItem;
import dev.slate.serving.catalog.ItemCatalog;
import dev.slate.serving.catalog.ItemListRefresher;
import dev.slate.serving.catalog.ItemLists;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a process leaves on disk for the next one: the users' last good lists, the popular items for
 * when the catalogue cannot be read, and recent requests to warm up with. Each is a text file that
 * is replaced whole; a file that is missing or broken is as good as an empty one. Thread-safe.
 */
final class KeptFiles {
  private static final Logger LOG = LoggerFactory.getLogger(KeptFiles.class);
  private static final long PERIOD_SECONDS = 5;
  private static final int PERIODS_PER_SAVE = 12;
  private static final int POPULAR = 500;
  private static final int ITEMS_PER_USER = 50;

  private final Path directory;
  private final LastGoodLists lastGood;
  private final RecentRequests recent;
  private final ItemCatalog catalog;
  private final ItemListRefresher lists;
  private int periods;

  KeptFiles(
      Path directory,
      LastGoodLists lastGood,
      RecentRequests recent,
      ItemCatalog catalog,
      ItemListRefresher lists) {
    this.directory = directory;
    this.lastGood = lastGood;
    this.recent = recent;
    this.catalog = catalog;
    this.lists = lists;
  }

  /** Reads what an earlier process left. */
  void load() {
    recent.restore(read("requests.ndjson"));
    for (String line : read("last-good.tsv")) {
      List<String> ids = List.of(line.split("\t", -1));
      lastGood.keep(ids.get(0), ids.subList(1, ids.size()).stream().map(catalog::intern).toList());
    }
    List<Item> popular = new ArrayList<>();
    for (String line : read("popular.ndjson")) {
      popular.add(CatalogCodec.decodeItem(line.getBytes(UTF_8)));
    }
    if (!popular.isEmpty()) {
      lists.startFrom(ItemLists.kept(popular));
    }
  }

  /** Saves every minute, and soon after a user was forgotten. */
  void start(ScheduledExecutorService scheduler) {
    var unused =
        scheduler.scheduleWithFixedDelay(
            () -> {
              if (lastGood.hasForgotten() || ++periods % PERIODS_PER_SAVE == 0) {
                save();
              }
            },
            PERIOD_SECONDS,
            PERIOD_SECONDS,
            TimeUnit.SECONDS);
  }

  /** Writes all of it. */
  synchronized void save() {
    write("requests.ndjson", recent.all());
    List<String> users = new ArrayList<>();
    for (Map.Entry<String, List<CatalogItem>> user : lastGood.all().entrySet()) {
      StringBuilder line = new StringBuilder(user.getKey());
      user.getValue().stream()
          .limit(ITEMS_PER_USER)
          .forEach(item -> line.append('\t').append(item.id()));
      if (isOneLine(line, user.getValue())) {
        users.add(line.toString());
      }
    }
    write("last-good.tsv", users);
    ItemLists now = lists.get();
    if (now.origin() == ItemLists.Origin.CATALOGUE) {
      List<String> popular = new ArrayList<>();
      for (CatalogItem item : now.popular().subList(0, Math.min(POPULAR, now.popular().size()))) {
        Item facts = item.facts();
        if (facts != null) {
          popular.add(new String(CatalogCodec.encode(facts), UTF_8));
        }
      }
      write("popular.ndjson", popular);
    }
  }

  /** Ids may hold any character; the list of one with a tab or a line break is not kept. */
  private static boolean isOneLine(CharSequence line, List<CatalogItem> items) {
    long tabs = line.chars().filter(c -> c == '\t').count();
    return tabs == Math.min(ITEMS_PER_USER, items.size())
        && line.chars().noneMatch(c -> c == '\n' || c == '\r');
  }

  private List<String> read(String name) {
    Path file = directory.resolve(name);
    try {
      return Files.exists(file) ? Files.readAllLines(file) : List.of();
    } catch (IOException e) {
      LOG.warn("{} cannot be read: {}", file, e.toString());
      return List.of();
    }
  }

  private void write(String name, List<String> lines) {
    Path file = directory.resolve(name);
    Path next = directory.resolve(name + ".next");
    try {
      Files.createDirectories(directory);
      Files.write(next, lines);
      Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      LOG.warn("{} is not kept: {}", file, e.toString());
    }
  }
}
