package dev.slate.pipelines.local.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import dev.slate.data.access.ApiKey;
import dev.slate.data.access.ApiKeys;
import dev.slate.data.access.KeyFile;
import dev.slate.data.access.Role;
import dev.slate.data.config.ConfigReader;
import dev.slate.pipelines.local.CommandFailure;
import dev.slate.pipelines.local.api.Api;
import dev.slate.pipelines.local.console.Table;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code slate keys}: works on the file, so no server need run; a running one follows it. */
@Command(
    name = "keys",
    mixinStandardHelpOptions = true,
    description = {
      "Makes, shows and revokes API keys. Once there is one, every call of the API needs a key, and",
      "Slate may listen on other addresses than loopback. Changes hold within a second."
    },
    footer = {
      "",
      "Roles, each with what the ones before it may:",
      "  read     slates, features, models, runs, metrics",
      "  write    events and the catalogue",
      "  operate  experiments, models, erasures",
      "  admin    who changed what",
      "",
      "Examples:",
      "  slate keys create shop --role write",
      "  export SLATE_API_KEY=$(slate keys create me --role admin)",
      "  openssl rand -hex 32 > key && slate keys create prometheus --secret-file key",
      "  slate keys list",
      "  slate keys revoke shop",
      "",
      "The file: slate.access.keys, else keys.json of the home. It holds hashes, never keys."
    })
public final class KeysCommand {

  @Command(
      mixinStandardHelpOptions = true,
      description = "Makes a key and prints it, once: only its hash is kept.")
  int create(
      @Mixin HomeOption home,
      @Parameters(paramLabel = "NAME", description = "Whom it is for; it is in the audit log")
          String name,
      @Option(
              names = "--role",
              defaultValue = "read",
              description = "read, write, operate or admin. Default: ${DEFAULT-VALUE}")
          String role,
      @Option(
              names = "--secret-file",
              paramLabel = "FILE",
              description = "Take the key from here instead, and replace one of the same name")
          @Nullable Path secretFile)
      throws IOException {
    Path file = file(home);
    List<ApiKey> keys = new ArrayList<>(KeyFile.read(file).all());
    boolean there = keys.removeIf(key -> key.name().equals(name));
    if (there && secretFile == null) {
      throw new CommandFailure(
          "there is a key " + name + " already", "revoke it first: slate keys revoke " + name);
    }
    String secret = secretFile == null ? ApiKey.newSecret() : Files.readString(secretFile).strip();
    try {
      keys.add(ApiKey.of(name, Role.ofKey(role), secret, System.currentTimeMillis()));
    } catch (IllegalArgumentException e) {
      throw new CommandFailure(String.valueOf(e.getMessage()), "see slate keys create --help");
    }
    KeyFile.write(file, new ApiKeys(keys));
    System.err.println((there ? "Replaced " : "Made ") + name + ", which may " + role + ".");
    if (secretFile == null) {
      System.err.println("Keep it: it cannot be shown again.");
      System.out.println(secret);
    }
    return 0;
  }

  @Command(mixinStandardHelpOptions = true, description = "Names and roles of the keys there are.")
  int list(
      @Mixin HomeOption home, @Option(names = "--json", description = "As JSON") boolean json) {
    List<ApiKey> keys = KeyFile.read(file(home)).all();
    if (json) {
      ArrayNode array = Api.JSON.createArrayNode();
      for (ApiKey key : keys) {
        array
            .addObject()
            .put("name", key.name())
            .put("role", key.role().wireName())
            .put("createdMs", key.createdMs());
      }
      System.out.println(array.toPrettyString());
      return 0;
    }
    Table table = new Table("name", "role", "created");
    keys.forEach(
        key ->
            table.row(
                key.name(),
                key.role().wireName(),
                Instant.ofEpochMilli(key.createdMs()).toString()));
    System.out.println(
        keys.isEmpty() ? "No keys: only this machine may call, and may do everything." : table);
    return 0;
  }

  @Command(
      mixinStandardHelpOptions = true,
      description = "Makes a key worthless within a second; keys stay needed, also after the last.")
  int revoke(@Mixin HomeOption home, @Parameters(paramLabel = "NAME") String name)
      throws IOException {
    Path file = file(home);
    List<ApiKey> keys = new ArrayList<>(KeyFile.read(file).all());
    if (!keys.removeIf(key -> key.name().equals(name))) {
      throw new CommandFailure("there is no key " + name, "see those there are: slate keys list");
    }
    KeyFile.write(file, new ApiKeys(keys));
    System.out.println("Revoked " + name + ".");
    return 0;
  }

  private static Path file(HomeOption home) {
    Map<String, String> environment = new HashMap<>(System.getenv());
    environment.put("SLATE_HOME", home.home().directory().toString());
    Path configuration = Path.of(environment.getOrDefault("SLATE_CONF", "slate.conf"));
    return ConfigReader.read(configuration, environment).access().keys();
  }
}
