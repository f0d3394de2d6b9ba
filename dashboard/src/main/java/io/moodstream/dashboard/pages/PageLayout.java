package io.moodstream.dashboard.pages;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The head, top and navigation of every page. A page's file begins with fields such as {@code
 * title: moodstream}, one a line; then follow parts, each after a line {@code --- NAME}: {@code
 * content}, and {@code controls} for the top.
 */
final class PageLayout {
  private static final Pattern PART = Pattern.compile("(?m)^--- ([a-z]+)\n");
  private static final Pattern MARK = Pattern.compile("\\{\\{([a-z]+)}}");
  private static final String STYLE = "    <link rel=\"stylesheet\" href=\"/assets/%s\">\n";
  private static final String LIBRARY = "    <script src=\"/assets/%s\" defer></script>\n";
  private static final String SCRIPT = "    <script src=\"/assets/%s\" type=\"module\"></script>\n";
  private static final String CONNECTION =
      """
              <span class="link" id="link" data-testid="connection" data-state="connecting" role="status">
                <i aria-hidden="true"></i><span>connecting</span>
              </span>
      """;
  private static final String BANNER =
      """
          <div class="banner" id="banner" data-testid="connection-lost" role="alert" hidden></div>

      """;

  private final String layout;
  private final String top;

  /**
   * @param layout of every page
   * @param top of every page that is not {@code bare}
   */
  PageLayout(String layout, String top) {
    this.layout = layout;
    this.top = top;
  }

  String render(String page) {
    Map<String, String> values = parts(page);
    boolean live = values.containsKey("live");
    values.put("styles", each(values.getOrDefault("styles", ""), name -> STYLE));
    values.put(
        "scripts",
        each(values.getOrDefault("scripts", ""), name -> isLibrary(name) ? LIBRARY : SCRIPT));
    values.put("connection", live ? CONNECTION : "");
    values.put("banner", live ? BANNER : "");
    values.put(
        "body",
        Optional.ofNullable(values.get("state")).map(" data-state=\"%s\""::formatted).orElse(""));
    values.put("top", values.containsKey("bare") ? "" : filled(top, values));
    String rendered = filled(layout, values);
    String here = "<a href=\"%s\"".formatted(values.getOrDefault("address", ""));
    return rendered.replaceFirst(here, here + " aria-current=\"page\"");
  }

  private static String filled(String template, Map<String, String> values) {
    return MARK.matcher(template)
        .replaceAll(mark -> Matcher.quoteReplacement(values.getOrDefault(mark.group(1), "")));
  }

  /** Fields and parts, by name. */
  private static Map<String, String> parts(String page) {
    var values = new TreeMap<String, String>();
    Matcher part = PART.matcher(page);
    Optional<String> name = Optional.empty();
    int begin = 0;
    while (part.find()) {
      put(values, name, page.substring(begin, part.start()));
      name = Optional.of(part.group(1));
      begin = part.end();
    }
    put(values, name, page.substring(begin));
    return values;
  }

  private static void put(Map<String, String> values, Optional<String> name, String text) {
    if (name.isPresent()) {
      values.put(name.get(), text);
    } else {
      text.lines()
          .map(line -> line.split(": ", 2))
          .forEach(field -> values.put(field[0], field[1]));
    }
  }

  private static String each(String names, UnaryOperator<String> form) {
    return Stream.of(names.split(" "))
        .filter(name -> !name.isEmpty())
        .map(name -> form.apply(name).formatted(name))
        .collect(Collectors.joining());
  }

  /** Not a module: its names are global. */
  private static boolean isLibrary(String script) {
    return script.startsWith("chart");
  }
}
