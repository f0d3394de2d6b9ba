package io.moodstream.dashboard.notices;

import static org.assertj.core.api.Assertions.assertThat;

import io.moodstream.pipeline.cameras.CameraPurpose;
import io.moodstream.pipeline.cameras.ExceptionClaim;
import io.moodstream.pipeline.cameras.LegalBasis;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class NoticeTextsTest {
  private static final Pattern MARK = Pattern.compile("\\{[a-z]+}");

  @ParameterizedTest
  @EnumSource
  void shouldHaveTheSameKeysAndMarksInEveryLanguage(NoticeLanguage language) {
    Map<String, String> english = NoticeLanguage.EN.texts();

    assertThat(language.texts().keySet()).isEqualTo(english.keySet());
    english.forEach(
        (key, text) ->
            assertThat(marks(language.text(key)))
                .as("%s of %s", key, language)
                .isEqualTo(marks(text)));
    if (language != NoticeLanguage.EN) {
      assertThat(language.texts().entrySet())
          .filteredOn(entry -> entry.getValue().length() > 12)
          .allSatisfy(
              entry -> assertThat(entry.getValue()).isNotEqualTo(english.get(entry.getKey())));
    }
  }

  @ParameterizedTest
  @EnumSource
  void shouldNameEveryCode(NoticeLanguage language) {
    for (CameraPurpose purpose : CameraPurpose.values()) {
      assertThat(language.text("purpose." + purpose.label())).isNotBlank();
    }
    for (LegalBasis basis : LegalBasis.values()) {
      assertThat(language.text("basis." + basis.label())).isNotBlank();
    }
    for (ExceptionClaim.Kind kind : ExceptionClaim.Kind.values()) {
      assertThat(language.text("exception." + kind.label())).isNotBlank();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "EN, 30 November 2026, '1,234'",
    "DE, 30. November 2026, 1.234",
    "FR, 30 novembre 2026, 1\u202f234",
    "ES, 30 de noviembre de 2026, 1.234"
  })
  void shouldWriteDatesAndNumbersAsTheCountryDoes(
      NoticeLanguage language, String date, String number) {
    assertThat(language.date(LocalDate.of(2026, 11, 30))).isEqualTo(date);
    assertThat(language.text("keptStatistics", 1_234L)).contains(number);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      value = {
        "de | fr | DE",
        "- | fr-CA,en;q=0.5 | FR",
        "- | it,es-MX;q=0.8,en;q=0.5 | ES",
        "- | it | EN",
        "- | ;;; | EN",
        "- | - | EN",
        "xx | de | DE"
      })
  void shouldChooseTheLanguage(String chosen, String accepted, NoticeLanguage language) {
    assertThat(NoticeLanguage.of(Optional.ofNullable(chosen), Optional.ofNullable(accepted)))
        .isEqualTo(language);
  }

  /** Two minutes, half a minute of a segment and Kafka's look every five minutes; and so on. */
  @Test
  void shouldStateTheTimesOfTheTopics() {
    assertThat(KeptFor.pictureMinutes()).isEqualTo(8);
    assertThat(KeptFor.faceDays()).isEqualTo(8);
    assertThat(KeptFor.statisticDays()).isEqualTo(407);
  }

  private static List<String> marks(String text) {
    return MARK.matcher(text).results().map(MatchResult::group).toList();
  }
}
