package io.moodstream.allinone;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Comments, messages, pages and docs are written in plain English: CONTRIBUTING, "How we write".
 */
class PlainEnglishTest {
  private static final Path ROOT = Path.of("").toAbsolutePath().getParent();

  private static final Pattern AVOIDED =
      Pattern.compile(
          "\\b(told|tells|whoever|whom|nobody|somebody|judge[sd]|judging"
              + "|stands by|stands in for|hears? (it|them) out|gone on with|none of ours)\\b"
              + "|(?<!here )\\bis no (id|span|address|picture|video|JPEG|JSON|XML|YAML|folder|integer)\\b",
          Pattern.CASE_INSENSITIVE);

  /** What is prose in a file of this kind; everything where a kind is missing. */
  private static final Map<String, Pattern> PROSE =
      Map.of(
          "java", Pattern.compile("/\\*(?s:.*?)\\*/|//[^\\n]*|\"(?:\\\\.|[^\"\\\\\\n])*\""),
          "js", Pattern.compile("/\\*(?s:.*?)\\*/|//[^\\n]*|\"(?:\\\\.|[^\"\\\\\\n])*\"|`[^`]*`"),
          "css", Pattern.compile("/\\*(?s:.*?)\\*/"),
          "proto", Pattern.compile("//[^\\n]*"));

  private static final Set<String> KINDS =
      Set.of("java", "js", "css", "proto", "html", "md", "yaml", "yml");

  /** Copies of others, build results, and records of the past. */
  private static final Set<String> PASSED_OVER =
      Set.of(".git", "target", "node_modules", "decisions", "PlainEnglishTest.java");

  @Test
  void shouldAvoidWordsThatReadersStumbleOver() throws IOException {
    List<Path> files = files();
    assertThat(files).hasSizeGreaterThan(300);

    List<String> found = new ArrayList<>();
    for (Path file : files) {
      avoided(Files.readString(file, UTF_8), kind(file))
          .forEach(text -> found.add(ROOT.relativize(file) + ": " + text));
    }

    assertThat(found).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/** Whoever leaves announces it. */",
        "// The process is told to stop.",
        "throw new IOException(\"'x' is no picture\");"
      })
  void shouldFindAvoidedWordsInComments(String java) {
    assertThat(avoided(java, "java")).hasSize(1);
  }

  @Test
  void shouldLeaveIdentifiersAlone() {
    assertThat(avoided("int judged = told(nobody);", "java")).isEmpty();
  }

  private static List<String> avoided(String text, String kind) {
    List<String> found = new ArrayList<>();
    Pattern prose = PROSE.get(kind);
    if (prose == null) {
      addAvoided(text, found);
    } else {
      prose.matcher(text).results().forEach(part -> addAvoided(part.group(), found));
    }
    return found;
  }

  private static void addAvoided(String prose, List<String> found) {
    Matcher matcher = AVOIDED.matcher(prose);
    while (matcher.find()) {
      int from = Math.max(0, matcher.start() - 40);
      int to = Math.min(prose.length(), matcher.end() + 40);
      found.add("«%s» in «%s»".formatted(matcher.group(), prose.substring(from, to).strip()));
    }
  }

  private static List<Path> files() throws IOException {
    List<Path> files = new ArrayList<>();
    Files.walkFileTree(
        ROOT,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
            String name = String.valueOf(folder.getFileName());
            boolean hidden =
                !folder.equals(ROOT)
                    && name.startsWith(".")
                    && !name.equals(".ci")
                    && !name.equals(".github");
            return hidden || PASSED_OVER.contains(name)
                ? FileVisitResult.SKIP_SUBTREE
                : FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            String name = String.valueOf(file.getFileName());
            if (KINDS.contains(kind(file)) && !PASSED_OVER.contains(name)) {
              files.add(file);
            }
            return FileVisitResult.CONTINUE;
          }
        });
    return files;
  }

  private static String kind(Path file) {
    String name = String.valueOf(file.getFileName());
    return name.substring(name.lastIndexOf('.') + 1);
  }
}
