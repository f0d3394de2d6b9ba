package io.moodstream.allinone;

import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * The rooms of the house: small packages without circles, and stages that share only the pipeline.
 */
class PackagesTest {
  private static final Path ROOT = Path.of("").toAbsolutePath().getParent();
  private static final int MOST_FILES = 20;
  private static final List<String> STAGES =
      List.of(
          "cameraproducer",
          "facedetector",
          "emotionclassifier",
          "aggregator",
          "alerts",
          "dashboard");

  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("io.moodstream");

  @Test
  void shouldHaveNoCircleBetweenPackages() {
    slices().matching("io.moodstream.(**)").should().beFreeOfCycles().check(CLASSES);
  }

  @Test
  void shouldKeepStagesApart() {
    var crossings =
        CLASSES.stream()
            .filter(type -> STAGES.contains(module(type.getPackageName())))
            .flatMap(type -> type.getDirectDependenciesFromSelf().stream())
            .filter(
                edge -> {
                  String target = module(edge.getTargetClass().getPackageName());
                  return STAGES.contains(target)
                      && !target.equals(module(edge.getOriginClass().getPackageName()));
                })
            .map(Object::toString)
            .toList();

    assertThat(crossings).isEmpty();
  }

  @Test
  void shouldHaveNoLargePackage() throws IOException {
    Map<String, Long> large = new TreeMap<>();
    try (Stream<Path> modules = Files.list(ROOT)) {
      for (Path module : modules.toList()) {
        large.putAll(files(module.resolve("src/main/java")));
      }
    }
    assertThat(large).as("files of each package").isNotEmpty();

    large.values().removeIf(files -> files <= MOST_FILES);

    assertThat(large).as("packages of more than %d files", MOST_FILES).isEmpty();
  }

  private static Map<String, Long> files(Path sources) throws IOException {
    if (!Files.isDirectory(sources)) {
      return Map.of();
    }
    try (Stream<Path> files = Files.walk(sources)) {
      return files
          .filter(file -> file.toString().endsWith(".java"))
          .filter(file -> !file.endsWith("package-info.java"))
          .collect(
              Collectors.groupingBy(
                  file -> sources.relativize(file.getParent()).toString().replace('/', '.'),
                  Collectors.counting()));
    }
  }

  private static String module(String packageName) {
    String[] parts = packageName.split("\\.", -1);
    return parts.length < 3 ? "" : parts[2];
  }
}
