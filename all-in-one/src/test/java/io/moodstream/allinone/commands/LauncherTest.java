package io.moodstream.allinone.commands;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The script {@code moodstream} in a clone whose Maven and Java only print what they are given. */
class LauncherTest {
  private static final Path LAUNCHER = Path.of("..", "moodstream").toAbsolutePath().normalize();
  private static final String JAVA =
      """
      #!/bin/sh
      case $1 in
        -XshowSettings*)
          echo '    java.runtime.version = 17.0.1+2' >&2
          echo '    java.specification.version = 17' >&2
          exit 0 ;;
      esac
      echo "charmap $(locale charmap)"
      echo "threads of an operation: ${TF_NUM_INTRAOP_THREADS:-all}"
      for argument; do echo "$argument"; done
      """;

  /** Fails if another build runs in the same clone. */
  private static final String MAVEN =
      """
      #!/bin/sh
      mkdir all-in-one/target/building || { echo '[ERROR] two builds at once'; exit 1; }
      mkdir -p all-in-one/target/lib
      echo built >>all-in-one/target/builds
      i=0; while [ $i -lt 20000 ]; do i=$((i + 1)); done
      rmdir all-in-one/target/building
      """;

  @TempDir private Path folder;
  private Path clone = Path.of("");

  @BeforeEach
  void cloneIt() throws IOException {
    assumeThat(Path.of("/bin/sh")).exists();
    clone = cloneIn("clone");
  }

  @Test
  void shouldBuildAtTheFirstStartOnly() throws Exception {
    assertThat(output(clone, Map.of())).contains("moodstream: building", "--version");
    assertThat(output(clone, Map.of())).doesNotContain("building");

    assertThat(clone.resolve("all-in-one/target/builds")).hasContent("built");
  }

  @Test
  void shouldBuildOnceWhenTwoStartTogether() throws Exception {
    List<Process> both = List.of(start(clone, Map.of(), "1"), start(clone, Map.of(), "2"));

    for (Process process : both) {
      assertThat(process.waitFor()).isZero();
    }

    assertThat(clone.resolve("all-in-one/target/builds")).hasContent("built");
    assertThat(clone.resolve("all-in-one/target/launcher.lock")).doesNotExist();
  }

  @Test
  void shouldTakeOverTheLockOfAKilledBuild() throws Exception {
    Process killed = new ProcessBuilder("/bin/sh", "-c", "exit 0").start();
    killed.waitFor();
    Path lock = Files.createDirectories(clone.resolve("all-in-one/target/launcher.lock"));
    Files.writeString(lock.resolve("pid"), Long.toString(killed.pid()));

    assertThat(output(clone, Map.of())).contains("moodstream: building", "--version");
  }

  @Test
  void shouldLeaveNoLockBehindWhenTheBuildFails() throws Exception {
    script(clone.resolve("mvnw"), "#!/bin/sh\necho '[ERROR] no network'\nexit 1\n");

    Process process = start(clone, Map.of(), "1");

    assertThat(process.waitFor()).isEqualTo(1);
    assertThat(clone.resolve("1.out")).content().contains("[ERROR] no network");
    assertThat(clone.resolve("all-in-one/target/launcher.lock")).doesNotExist();
  }

  @Test
  void shouldUseUtf8WhereTheLocaleDoesNot() throws Exception {
    assertThat(output(clone, Map.of("LC_ALL", "C"))).contains("charmap UTF-8");
    assertThat(output(clone, Map.of("LANG", "C"))).contains("charmap UTF-8");
    assertThat(output(clone, Map.of("LC_ALL", "C.UTF-8"))).contains("charmap UTF-8");
  }

  @Test
  void shouldRefuseAFolderWithAColonInOneLine() throws Exception {
    Path colon = cloneIn("a:b");

    Process process = start(colon, Map.of(), "1");

    assertThat(process.waitFor()).isEqualTo(1);
    assertThat(colon.resolve("1.out"))
        .content()
        .startsWith("moodstream: cannot run from " + colon)
        .contains("colon")
        .hasLineCount(1);
  }

  @Test
  void shouldListItsClassesUntilThereIsAnArchiveOfThem() throws Exception {
    Path target = clone.resolve("all-in-one/target");
    Path archive = target.resolve("classes-17.0.1+2.jsa");
    assertThat(output(clone, Map.of(), "run"))
        .contains("\n-Dmoodstream.archive=%s\n".formatted(archive))
        .contains("\n-XX:DumpLoadedClassList=%s/classes-".formatted(target));
    assertThat(output(clone, Map.of())).doesNotContain("-Dmoodstream.archive", "-XX:");

    Files.createFile(archive);

    assertThat(output(clone, Map.of()))
        .contains("\n-XX:SharedArchiveFile=%s\n".formatted(archive))
        .doesNotContain("-XX:DumpLoadedClassList");
  }

  @Test
  void shouldRunAReleaseWithoutBuildingIt() throws Exception {
    Path lib = Files.createDirectories(clone.resolve("lib"));
    Files.createFile(lib.resolve("headless-1.jar"));

    assertThat(output(clone, Map.of()))
        .doesNotContain("building")
        .contains("\n%1$s/headless-1.jar:%1$s/*\n".formatted(lib));
  }

  @Test
  void shouldPredictWithOneThreadAndTrainWithAll() throws Exception {
    assertThat(output(clone, Map.of(), "run")).contains("threads of an operation: 1\n");
    assertThat(output(clone, Map.of(), "train")).contains("threads of an operation: all\n");
    assertThat(output(clone, Map.of("TF_NUM_INTRAOP_THREADS", "3"), "classify"))
        .contains("threads of an operation: 3\n");
  }

  @Test
  void shouldStartTheSameProgramOnWindowsAndInContainers() throws IOException {
    for (Path launcher :
        List.of(
            LAUNCHER,
            Path.of("src", "release", "moodstream.cmd"),
            ComposeFile.REPOSITORY.resolve("deploy/docker/moodstream"))) {
      assertThat(launcher)
          .content()
          .contains(
              "--enable-native-access=ALL-UNNAMED --sun-misc-unsafe-memory-access=allow",
              "-Djava.awt.headless=true -Xmx1g -Dorg.bytedeco.javacpp.maxPhysicalBytes=0",
              "TF_CPP_MIN_LOG_LEVEL=2",
              "TF_ENABLE_ONEDNN_OPTS",
              "TF_NUM_INTRAOP_THREADS",
              "DJL_OFFLINE=true",
              "OPT_OUT_TRACKING=true",
              Moodstream.class.getName());
    }
  }

  private Path cloneIn(String name) throws IOException {
    Path made = Files.createDirectories(folder.resolve(name)).toRealPath();
    Files.copy(LAUNCHER, made.resolve("moodstream"), StandardCopyOption.COPY_ATTRIBUTES);
    Files.writeString(made.resolve("pom.xml"), "<project/>");
    script(made.resolve("mvnw"), MAVEN);
    script(Files.createDirectories(made.resolve("jdk/bin")).resolve("java"), JAVA);
    return made;
  }

  private static void script(Path file, String text) throws IOException {
    Files.writeString(file, text);
    assertThat(file.toFile().setExecutable(true)).isTrue();
  }

  private static String output(Path clone, Map<String, String> locale) throws Exception {
    return output(clone, locale, "--version");
  }

  private static String output(Path clone, Map<String, String> locale, String command)
      throws Exception {
    assertThat(start(clone, locale, "0", command).waitFor()).isZero();
    return Files.readString(clone.resolve("0.out"));
  }

  private static Process start(Path clone, Map<String, String> locale, String name)
      throws IOException {
    return start(clone, locale, name, "--version");
  }

  private static Process start(Path clone, Map<String, String> locale, String name, String command)
      throws IOException {
    var builder =
        new ProcessBuilder(clone.resolve("moodstream").toString(), command)
            .redirectErrorStream(true)
            .redirectOutput(clone.resolve(name + ".out").toFile());
    var environment = new HashMap<>(builder.environment());
    Stream.of("LC_ALL", "LC_CTYPE", "LANG", "MOODSTREAM_JAVA_OPTS", "TF_NUM_INTRAOP_THREADS")
        .forEach(environment::remove);
    environment.putAll(locale);
    environment.put("JAVA_HOME", clone.resolve("jdk").toString());
    builder.environment().clear();
    builder.environment().putAll(environment);
    return builder.start();
  }
}
