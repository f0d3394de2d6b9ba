package io.moodstream.allinone.commands;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.moodstream.dashboard.users.PasswordHash;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class UsersCommandTest {
  private final InputStream standardInput = System.in;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @AfterEach
  void restore() {
    System.setIn(standardInput);
  }

  @Test
  void shouldPrintAHashThatTheSignInAccepts() {
    assertThat(execute("correct horse battery")).isZero();

    PasswordHash hash = PasswordHash.parse(out.toString().strip());
    assertThat(hash.matches("correct horse battery")).isTrue();
    assertThat(hash.matches("correct horse")).isFalse();
  }

  @Test
  void shouldRefuseAShortPassword() {
    assertThat(execute("short")).isEqualTo(2);

    assertThat(err.toString()).contains("password: at least 10 characters");
    assertThat(out.toString()).isEmpty();
  }

  private int execute(String password) {
    System.setIn(new ByteArrayInputStream((password + "\n").getBytes(UTF_8)));
    return Moodstream.commandLine()
        .setOut(new PrintWriter(out))
        .setErr(new PrintWriter(err))
        .execute("users", "--password");
  }
}
