package io.moodstream.dashboard.notices;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.text.NumberFormat;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** A language of the notices, with its texts. */
@SuppressWarnings("ImmutableEnumChecker") // The texts are an unmodifiable copy.
enum NoticeLanguage {
  EN("English", Locale.UK),
  DE("Deutsch", Locale.GERMANY),
  FR("Français", Locale.FRANCE),
  ES("Español", new Locale("es", "ES"));

  private static final Pattern MARK = Pattern.compile("\\{([a-z]+)}");

  private final String ownName;
  private final Locale locale;
  private final Map<String, String> texts;

  NoticeLanguage(String ownName, Locale locale) {
    this.ownName = ownName;
    this.locale = locale;
    this.texts = read("notice_%s.properties".formatted(locale.getLanguage()));
  }

  private static Map<String, String> read(String file) {
    try (InputStream in = NoticeLanguage.class.getResourceAsStream(file)) {
      if (in == null) {
        throw new IllegalStateException("there is no " + file);
      }
      var properties = new Properties();
      properties.load(new InputStreamReader(in, UTF_8));
      return properties.stringPropertyNames().stream()
          .collect(Collectors.toUnmodifiableMap(Function.identity(), properties::getProperty));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** {@code Deutsch}. */
  String ownName() {
    return ownName;
  }

  /** {@code de}. */
  String tag() {
    return locale.getLanguage();
  }

  Map<String, String> texts() {
    return texts;
  }

  String text(String key) {
    return Optional.ofNullable(texts.get(key))
        .orElseThrow(() -> new IllegalStateException("no text '%s' in %s".formatted(key, tag())));
  }

  /**
   * @param value of the only mark in the text
   */
  String text(String key, Object value) {
    String filling = value instanceof Number number ? number(number) : String.valueOf(value);
    return MARK.matcher(text(key)).replaceAll(Matcher.quoteReplacement(filling));
  }

  private String number(Number number) {
    return NumberFormat.getIntegerInstance(locale).format(number);
  }

  /** {@code 30. November 2026}. */
  String date(LocalDate date) {
    return DateTimeFormatter.ofLocalizedDate(FormatStyle.LONG).withLocale(locale).format(date);
  }

  /**
   * @param chosen a tag; any other text counts as none
   * @param accepted what a browser prefers, as RFC 9110 writes it
   */
  static NoticeLanguage of(Optional<String> chosen, Optional<String> accepted) {
    return chosen
        .flatMap(NoticeLanguage::find)
        .or(() -> accepted.flatMap(NoticeLanguage::preferred))
        .orElse(EN);
  }

  private static Optional<NoticeLanguage> find(String tag) {
    return Arrays.stream(values()).filter(each -> each.tag().equals(tag)).findFirst();
  }

  private static Optional<NoticeLanguage> preferred(String accepted) {
    try {
      return Locale.LanguageRange.parse(accepted).stream()
          .flatMap(range -> find(range.getRange().split("-", 2)[0]).stream())
          .findFirst();
    } catch (IllegalArgumentException e) {
      // A header that is not one.
      return Optional.empty();
    }
  }
}
