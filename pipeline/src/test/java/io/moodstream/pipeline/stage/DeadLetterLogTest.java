package io.moodstream.pipeline.stage;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Proxy;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.helpers.MessageFormatter;

class DeadLetterLogTest {
  private final List<String> lines = new ArrayList<>();
  private Instant now = Instant.EPOCH;
  private final DeadLetterLog deadLetters = new DeadLetterLog(logger(), () -> now);

  @Test
  void shouldLogSomeReasonsAndCountTheOthers() {
    for (int offset = 0; offset < 900; offset++) {
      deadLetters.refused("frames", 3, offset, "not a JPEG");
    }
    now = now.plus(RecordLog.SPAN);
    deadLetters.refused("frames", 3, 900, "not a JPEG");

    assertThat(lines).hasSize(RecordLog.LOGGED + 3);
    assertThat(lines.get(0))
        .isEqualTo("frames-3@0 cannot be processed and becomes a dead letter: not a JPEG");
    assertThat(lines.get(RecordLog.LOGGED))
        .isEqualTo("further ones of this minute are only counted");
    assertThat(lines.get(RecordLog.LOGGED + 1)).isEqualTo("895 more records became dead letters");
    assertThat(lines.get(RecordLog.LOGGED + 2)).startsWith("frames-3@900 ");
  }

  @Test
  void shouldEscapeControlCharacters() {
    deadLetters.refused("frames", 0, 1, "camera 'a\u001b[31m\nb\u0085'");

    assertThat(lines).singleElement().asString().endsWith("camera 'a\\x1b[31m\\x0ab\\x85'");
  }

  /** Its warnings are kept as a log would show them. */
  private Logger logger() {
    return (Logger)
        Proxy.newProxyInstance(
            Logger.class.getClassLoader(),
            new Class<?>[] {Logger.class},
            (proxy, method, arguments) -> {
              Object[] values =
                  arguments.length == 1
                      ? new Object[0]
                      : arguments[1] instanceof Object[] many
                          ? many
                          : Arrays.copyOfRange(arguments, 1, arguments.length);
              lines.add(MessageFormatter.arrayFormat((String) arguments[0], values).getMessage());
              return null;
            });
  }
}
