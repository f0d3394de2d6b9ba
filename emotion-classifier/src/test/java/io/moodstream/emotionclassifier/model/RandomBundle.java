package io.moodstream.emotionclassifier.model;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Zips of a bundle with random damage, as a stranger may upload them. A seed repeats one. */
final class RandomBundle {
  private static final Pattern VALUE =
      Pattern.compile("(?<=: |\\[ |, |  )(?:-?\\d[\\d.eE+-]*|\"[^\"]*\")(?=[,\\s\\]}])");
  private static final List<String> EXTREMES =
      List.of(
          "-1",
          "0",
          "1e999",
          "-1e999",
          "NaN",
          "9223372036854775808",
          "null",
          "true",
          "{}",
          "[]",
          "\"\"",
          "\"\\u0000\\u001b[31m\"",
          "\"" + "x".repeat(300_000) + "\"",
          "[".repeat(5_000) + "]".repeat(5_000));
  private static final List<String> NAMES =
      List.of(
          "../evil.png",
          "/tmp/evil.png",
          "..\\evil.png",
          "a/b.png",
          "model.json/",
          "\u0000.png",
          "x".repeat(60_000) + ".png",
          "run.sh",
          "SAVED_MODEL.PB");

  private final Random random;
  private final SortedMap<String, byte[]> files;

  private RandomBundle(long seed, Map<String, byte[]> whole) {
    random = new Random(seed);
    files = new TreeMap<>(whole);
  }

  static byte[] of(long seed, Map<String, byte[]> whole) throws IOException {
    return new RandomBundle(seed, whole).damaged();
  }

  /** Zeros that unpack to more than a bundle may have. */
  static byte[] bomb(Map<String, byte[]> whole) throws IOException {
    SortedMap<String, byte[]> files = new TreeMap<>(whole);
    files.put("zeros.png", new byte[BundleZip.MAX_UNPACKED_BYTES]);
    return BundleZip.of(files);
  }

  private byte[] damaged() throws IOException {
    return switch (random.nextInt(9)) {
      case 0 -> json(ModelBundle.CARD);
      case 1 -> json(ModelBundle.REFERENCE);
      case 2 -> json(pick(List.of(ModelBundle.CARD, ModelBundle.REFERENCE)));
      case 3 -> graph();
      case 4 -> flipped(BundleZip.of(files));
      case 5 -> named(pick(NAMES), new byte[] {1});
      case 6 -> twice();
      case 7 -> many();
      default -> missing();
    };
  }

  /** One to three values of a file replaced, or its bytes. */
  private byte[] json(String file) {
    String text = new String(files.get(file), UTF_8);
    for (int i = random.nextInt(3); i >= 0; i--) {
      List<MatchResult> values = VALUE.matcher(text).results().toList();
      MatchResult value = pick(values);
      text = text.substring(0, value.start()) + pick(EXTREMES) + text.substring(value.end());
    }
    byte[] bytes = text.getBytes(UTF_8);
    files.put(file, random.nextInt(4) == 0 ? flipped(bytes) : bytes);
    return BundleZip.of(files);
  }

  /** Some bits of the graph flipped; mostly with the hash that the card must state. */
  private byte[] graph() {
    byte[] before = files.get(ModelBundle.GRAPH);
    byte[] graph = flipped(before);
    files.put(ModelBundle.GRAPH, graph);
    if (random.nextInt(4) > 0) {
      String card = new String(files.get(ModelBundle.CARD), UTF_8);
      files.put(
          ModelBundle.CARD, card.replace(Sha256.hex(before), Sha256.hex(graph)).getBytes(UTF_8));
    }
    return BundleZip.of(files);
  }

  private byte[] named(String name, byte[] content) throws IOException {
    return zip(Map.of(name, content));
  }

  /** Two files of one name: the zip library writes none, so the name is changed afterwards. */
  private byte[] twice() throws IOException {
    String text = new String(zip(Map.of("MODEL.JSON", new byte[] {'{', '}'})), ISO_8859_1);
    return text.replace("MODEL.JSON", ModelBundle.CARD).getBytes(ISO_8859_1);
  }

  private byte[] many() {
    for (int i = 0; i < 40; i++) {
      files.put("p%d.png".formatted(i), new byte[] {1});
    }
    return BundleZip.of(files);
  }

  private byte[] missing() {
    files.remove(pick(new ArrayList<>(files.keySet())));
    return BundleZip.of(files);
  }

  private byte[] zip(Map<String, byte[]> more) throws IOException {
    var bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      for (Map<String, byte[]> part : List.of(files, more)) {
        for (Map.Entry<String, byte[]> file : part.entrySet()) {
          zip.putNextEntry(new ZipEntry(file.getKey()));
          zip.write(file.getValue());
        }
      }
    }
    return bytes.toByteArray();
  }

  private byte[] flipped(byte[] bytes) {
    Supplier<byte[]> some =
        () -> {
          byte[] damaged = bytes.clone();
          for (int i = random.nextInt(8); i >= 0; i--) {
            damaged[random.nextInt(damaged.length)] ^= (byte) (1 << random.nextInt(8));
          }
          return damaged;
        };
    return random.nextInt(6) == 0 ? Arrays.copyOf(bytes, random.nextInt(bytes.length)) : some.get();
  }

  private <T> T pick(List<T> all) {
    return all.get(random.nextInt(all.size()));
  }
}
