package io.moodstream.dashboard;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * The page's scripts that need no browser: {@code src/test/js}, run by Node.js' own test runner.
 */
class PageScriptsTest {
  @Test
  void shouldPassItsOwnTests() throws IOException, InterruptedException {
    assumeTrue(
        hasNode(), "Node.js 18 or newer is not installed: the page's script tests are skipped");
    List<String> command = new ArrayList<>(List.of("node", "--test"));
    try (Stream<Path> tests = Files.list(Path.of("src/test/js"))) {
      tests.map(Path::toString).filter(name -> name.endsWith(".test.js")).forEach(command::add);
    }
    assertThat(command).hasSizeGreaterThan(3);

    Process node = new ProcessBuilder(command).redirectErrorStream(true).start();
    String output = new String(node.getInputStream().readAllBytes(), UTF_8);

    assertThat(node.waitFor()).as(output).isZero();
  }

  private static boolean hasNode() throws InterruptedException {
    try {
      Process node =
          new ProcessBuilder("node", "--version")
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
      return node.waitFor() == 0;
    } catch (IOException e) {
      return false;
    }
  }
}
