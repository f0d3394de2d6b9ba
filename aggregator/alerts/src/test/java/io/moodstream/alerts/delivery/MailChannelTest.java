package io.moodstream.alerts.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.GreenMailUtil;
import com.icegreen.greenmail.util.ServerSetupTest;
import jakarta.mail.internet.MimeMessage;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** On a real server. */
class MailChannelTest {
  private final GreenMail server = new GreenMail(ServerSetupTest.SMTP.dynamicPort());

  @BeforeEach
  void start() {
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop();
  }

  @Test
  void shouldSendAMail() throws Exception {
    send(Optional.empty());

    assertThat(server.getReceivedMessages()).hasSize(2);
    MimeMessage mail = server.getReceivedMessages()[0];
    assertThat(mail.getSubject())
        .isEqualTo("moodstream: hall: Many sad faces (sad above 0.4 for 1m, now 0.52)");
    assertThat(mail.getFrom()[0]).hasToString("moodstream@shop.example");
    assertThat(mail.getHeader("X-Moodstream-Alert")).containsExactly("sad-hall-1-started");
    assertThat(GreenMailUtil.getBody(mail)).contains("Camera: hall", "At: 2026-11-30T12:01:00Z");
  }

  @Test
  void shouldNotSendAPasswordOverAConnectionThatIsNotEncrypted() {
    assertThatThrownBy(() -> send(Optional.of(new ChannelSettings.Login("ada", "geheim"))))
        .isInstanceOfSatisfying(
            DeliveryFailed.class,
            failure -> assertThat(failure).hasMessageStartingWith("127.0.0.1: STARTTLS"));
    assertThat(server.getReceivedMessages()).isEmpty();
  }

  @Test
  void shouldTryAgainWhereNoOneAnswers() {
    int port = server.getSmtp().getPort();
    server.stop();

    assertThatThrownBy(() -> send(Optional.empty(), port))
        .isInstanceOfSatisfying(
            DeliveryFailed.class, failure -> assertThat(failure.mayCome()).isTrue());
  }

  private void send(Optional<ChannelSettings.Login> login) throws Exception {
    send(login, server.getSmtp().getPort());
  }

  private static void send(Optional<ChannelSettings.Login> login, int port) throws Exception {
    var settings =
        new ChannelSettings.Mail(
            "desk",
            Set.of(),
            URI.create("smtp://127.0.0.1:" + port),
            login,
            "moodstream@shop.example",
            List.of("ada@shop.example", "bob@shop.example"));
    try (AlertChannel channel = settings.open()) {
      channel.send(WebhookChannelTest.ALERT);
    }
  }
}
