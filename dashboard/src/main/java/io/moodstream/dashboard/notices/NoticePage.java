package io.moodstream.dashboard.notices;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.moodstream.pipeline.cameras.CameraPurpose;
import io.moodstream.pipeline.cameras.DeclaredUse;
import io.moodstream.pipeline.cameras.LegalBasis;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A notice as HTML, in one language. */
final class NoticePage {
  private static final Pattern MARK = Pattern.compile("\\{\\{([a-zA-Z]+)}}");

  private final String template = template();

  String render(Notice notice, NoticeLanguage language) {
    Map<String, String> values = new TreeMap<>();
    language.texts().forEach((key, text) -> values.put(key, escaped(text)));
    values.put("lang", language.tag());
    values.put("name", escaped(notice.name()));
    values.put("languages", languages(language));
    values.put("facts", facts(notice, language));
    values.put("analysis", paragraphs(analysis(notice, language)));
    values.put("pictures", paragraphs(pictures(notice, language)));
    values.put("kept", items(kept(language)));
    values.put("rights", paragraphs(rights(notice, language)));
    values.put("qr", QrSvg.of(notice.address().toString(), escaped(language.text("qrLabel"))));
    values.put("address", escaped(notice.address().toString()));
    values.put("date", escaped(language.text("asOf", language.date(notice.today()))));
    values.put("warning", isForOthers(notice) ? "" : warning(language));
    return MARK.matcher(template)
        .replaceAll(mark -> Matcher.quoteReplacement(values.getOrDefault(mark.group(1), "")));
  }

  private static String languages(NoticeLanguage shown) {
    return Arrays.stream(NoticeLanguage.values())
        .map(
            each ->
                "<a href=\"?lang=%s\" lang=\"%s\" hreflang=\"%s\"%s>%s</a>"
                    .formatted(
                        each.tag(),
                        each.tag(),
                        each.tag(),
                        each == shown ? " aria-current=\"true\"" : "",
                        each.ownName()))
        .collect(Collectors.joining("\n          "));
  }

  private static String facts(Notice notice, NoticeLanguage language) {
    var rows = new StringBuilder();
    fact(rows, language.text("camera"), Optional.of(notice.name()), "");
    Optional<Controller> controller = notice.controller();
    fact(
        rows,
        language.text("operator"),
        controller.map(Controller::name),
        language.text("operatorMissing"));
    controller.ifPresent(
        known -> fact(rows, language.text("contact"), Optional.of(known.contact()), ""));
    controller
        .flatMap(Controller::dataProtectionOfficer)
        .ifPresent(officer -> fact(rows, language.text("officer"), Optional.of(officer), ""));
    fact(
        rows, language.text("purpose"), purpose(notice, language), language.text("purposeMissing"));
    DeclaredUse use = notice.label().use();
    fact(
        rows,
        language.text("basis"),
        use.legalBasis().map(LegalBasis::label).map(code -> language.text("basis." + code)),
        language.text("basisMissing"));
    use.exception()
        .ifPresent(
            claim ->
                fact(
                    rows,
                    language.text("exception"),
                    Optional.of(language.text("exception." + claim.kind().label())),
                    ""));
    return rows.toString();
  }

  private static void fact(
      StringBuilder rows, String term, Optional<String> value, String missing) {
    rows.append(
        value
            .map(text -> "<dt>%s</dt><dd>%s</dd>\n".formatted(escaped(term), escaped(text)))
            .orElseGet(
                () ->
                    "<dt>%s</dt><dd class=\"missing\" data-testid=\"missing\">%s</dd>\n"
                        .formatted(escaped(term), escaped(missing))));
  }

  /** The code in the language of the notice, then the operator's own words. */
  private static Optional<String> purpose(Notice notice, NoticeLanguage language) {
    Optional<String> code =
        notice.label().use().purpose().map(CameraPurpose::label).map(it -> "purpose." + it);
    String words = notice.label().purpose();
    String both =
        Stream.concat(code.map(language::text).stream(), Stream.of(words))
            .filter(part -> !part.isEmpty())
            .collect(Collectors.joining(" – "));
    return Optional.of(both).filter(text -> !text.isEmpty());
  }

  private static List<String> analysis(Notice notice, NoticeLanguage language) {
    Stream<String> group =
        notice.minimumPeople() > 1
            ? Stream.of(language.text("group", notice.minimumPeople()))
            : Stream.of();
    return Stream.concat(Stream.of(language.text("analysed"), language.text("anonymous")), group)
        .toList();
  }

  private static List<String> pictures(Notice notice, NoticeLanguage language) {
    return List.of(
        language.text("notRecorded", KeptFor.pictureMinutes()),
        language.text(notice.pictures() ? "shown" : "notShown"));
  }

  private static List<String> kept(NoticeLanguage language) {
    return List.of(
        language.text("keptPictures", KeptFor.pictureMinutes()),
        language.text("keptFaces", KeptFor.faceDays()),
        language.text("keptStatistics", KeptFor.statisticDays()));
  }

  private static List<String> rights(Notice notice, NoticeLanguage language) {
    Optional<LegalBasis> basis = notice.label().use().legalBasis();
    Stream<String> own =
        basis.filter(LegalBasis::isConsent).isPresent()
            ? Stream.of(language.text("withdraw"))
            : basis.filter(LegalBasis::allowsObjection).isPresent()
                ? Stream.of(language.text("object"))
                : Stream.of();
    return Stream.of(
            Stream.of(language.text("access")),
            own,
            Stream.of(language.text("whenAndWhere"), language.text("complaint")))
        .flatMap(part -> part)
        .toList();
  }

  /** Whether another device can open the address in the code. */
  private static boolean isForOthers(Notice notice) {
    String host = notice.address().getHost();
    return !host.equals("localhost") && !host.startsWith("127.") && !host.equals("[::1]");
  }

  private static String warning(NoticeLanguage language) {
    return "<p class=\"missing screen\" data-testid=\"local\">%s</p>"
        .formatted(escaped(language.text("thisComputer")));
  }

  private static String paragraphs(List<String> texts) {
    return texts.stream()
        .map(text -> "<p>%s</p>".formatted(escaped(text)))
        .collect(Collectors.joining("\n"));
  }

  private static String items(List<String> texts) {
    return texts.stream()
        .map(text -> "<li>%s</li>".formatted(escaped(text)))
        .collect(Collectors.joining("\n"));
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;")
        .replace("'", "&#39;");
  }

  private static String template() {
    try (InputStream in = NoticePage.class.getResourceAsStream("notice.html")) {
      if (in == null) {
        throw new IllegalStateException("there is no notice.html");
      }
      return new String(in.readAllBytes(), UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
