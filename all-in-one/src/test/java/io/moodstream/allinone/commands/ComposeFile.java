package io.moodstream.allinone.commands;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.yaml.snakeyaml.Yaml;

/** The repository's {@code docker-compose.yml}, as Docker reads it. */
final class ComposeFile {
  static final Path REPOSITORY = Path.of("..").toAbsolutePath().normalize();

  /** The image that the repository's Dockerfile makes. */
  private static final String OWN_IMAGE = "moodstream";

  private final Map<String, Map<String, Object>> services;

  private ComposeFile(Map<String, Map<String, Object>> services) {
    this.services = services;
  }

  static ComposeFile read() throws IOException {
    try (Reader reader = Files.newBufferedReader(REPOSITORY.resolve("docker-compose.yml"))) {
      Map<String, Map<String, Map<String, Object>>> file = new Yaml().load(reader);
      return new ComposeFile(new TreeMap<>(requireNonNull(file.get("services"))));
    }
  }

  /** The services that are stages of moodstream, by name, with the arguments of their command. */
  Map<String, List<String>> stages() {
    Map<String, List<String>> stages = new TreeMap<>();
    services.forEach(
        (name, service) -> {
          if (OWN_IMAGE.equals(service.get("image"))) {
            stages.put(name, strings(service, "command"));
          }
        });
    return stages;
  }

  List<String> healthCheck(String service) {
    Map<?, ?> check = (Map<?, ?>) requireNonNull(service(service).get("healthcheck"));
    return ((List<?>) requireNonNull(check.get("test"))).stream().map(Object::toString).toList();
  }

  /** The files and folders of the repository that containers see. */
  List<Path> mounted() {
    List<Path> mounted = new ArrayList<>();
    for (Map<String, Object> service : services.values()) {
      if (service.containsKey("volumes")) {
        strings(service, "volumes").stream()
            .filter(volume -> volume.startsWith("./"))
            .map(volume -> volume.substring(0, volume.indexOf(':')))
            .forEach(volume -> mounted.add(REPOSITORY.resolve(volume)));
      }
    }
    return mounted;
  }

  Map<String, Object> service(String name) {
    return requireNonNull(services.get(name), () -> "no service " + name);
  }

  private static List<String> strings(Map<String, Object> service, String key) {
    return ((List<?>) requireNonNull(service.get(key))).stream().map(Object::toString).toList();
  }
}
