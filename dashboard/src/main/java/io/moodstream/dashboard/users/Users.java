package io.moodstream.dashboard.users;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.moodstream.pipeline.frames.CameraId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The users of {@code users.yaml}. A change of the file counts a second later; a change that cannot
 * be read is logged, and the users of before remain.
 */
public final class Users {
  private static final Logger log = LoggerFactory.getLogger(Users.class);
  private static final YAMLMapper YAML = new YAMLMapper();
  private static final long LOOK_NANOS = TimeUnit.SECONDS.toNanos(1);
  private static final Set<String> FIELDS = Set.of("name", "password", "roles", "cameras");

  private final Optional<Path> file;
  private Map<String, User> users = Map.of();
  private Optional<FileTime> readAt = Optional.empty();
  private long lookedAt = System.nanoTime() - LOOK_NANOS;

  private Users(Optional<Path> file) {
    this.file = file;
  }

  public static Users none() {
    return new Users(Optional.empty());
  }

  /**
   * @throws IllegalArgumentException if it cannot be read; the message is one line for the user
   */
  public static Users of(Path file) {
    var users = new Users(Optional.of(file));
    users.users = read(file);
    users.readAt = Optional.of(modified(file));
    return users;
  }

  /** Whether users sign in here at all. */
  public boolean any() {
    return file.isPresent();
  }

  public synchronized Optional<User> find(String name) {
    refresh();
    return Optional.ofNullable(users.get(name));
  }

  private void refresh() {
    long now = System.nanoTime();
    if (file.isEmpty() || now - lookedAt < LOOK_NANOS) {
      return;
    }
    lookedAt = now;
    try {
      FileTime modified = modified(file.get());
      if (readAt.filter(modified::equals).isEmpty()) {
        readAt = Optional.of(modified);
        users = read(file.get());
        log.info("{} has changed: {} users", file.get(), users.size());
      }
    } catch (IllegalArgumentException e) {
      log.error("{}; the users of before remain", e.getMessage());
    }
  }

  private static FileTime modified(Path file) {
    try {
      return Files.getLastModifiedTime(file);
    } catch (IOException e) {
      throw new IllegalArgumentException("users: cannot read " + file, e);
    }
  }

  /** By name. */
  public static Map<String, User> read(Path file) {
    try {
      JsonNode root = YAML.readTree(Files.readString(file));
      var users = new LinkedHashMap<String, User>();
      for (JsonNode entry : root.path("users")) {
        User user = user(entry);
        if (users.put(user.name(), user) != null) {
          throw new IllegalArgumentException("user %s is listed twice".formatted(user.name()));
        }
      }
      return users;
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(
          "%s: %s".formatted(file, e.getOriginalMessage().lines().findFirst().orElse("no YAML")),
          e);
    } catch (IOException e) {
      throw new IllegalArgumentException("users: cannot read " + file, e);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("%s: %s".formatted(file, e.getMessage()), e);
    }
  }

  private static User user(JsonNode entry) {
    for (var field : entry.properties()) {
      if (!FIELDS.contains(field.getKey())) {
        throw new IllegalArgumentException("unknown field '%s'".formatted(field.getKey()));
      }
    }
    var roles = new LinkedHashSet<Role>();
    entry.path("roles").forEach(role -> roles.add(Role.ofLabel(role.asText())));
    Optional<Set<CameraId>> cameras = Optional.empty();
    if (entry.hasNonNull("cameras")) {
      var ids = new LinkedHashSet<CameraId>();
      entry.path("cameras").forEach(camera -> ids.add(new CameraId(camera.asText())));
      cameras = Optional.of(ids);
    }
    return new User(
        entry.path("name").asText(),
        PasswordHash.parse(entry.path("password").asText()),
        roles,
        cameras);
  }

  /** As {@link #read} reads it. */
  public static String write(Iterable<User> users) throws IOException {
    List<Map<String, Object>> entries = new ArrayList<>();
    for (User user : users) {
      var entry = new LinkedHashMap<String, Object>();
      entry.put("name", user.name());
      entry.put("password", user.password().toString());
      entry.put("roles", user.roles().stream().map(Role::label).sorted().toList());
      user.cameras()
          .ifPresent(
              ids -> entry.put("cameras", ids.stream().map(CameraId::value).sorted().toList()));
      entries.add(entry);
    }
    return YAML.writeValueAsString(Map.of("users", entries));
  }
}
