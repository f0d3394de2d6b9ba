package io.moodstream.alerts.delivery;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.moodstream.pipeline.alerts.Alert;
import jakarta.mail.Authenticator;
import jakarta.mail.Message.RecipientType;
import jakarta.mail.MessagingException;
import jakarta.mail.PasswordAuthentication;
import jakarta.mail.SendFailedException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.util.Date;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/** A mail for each alert. With a login, the connection is encrypted or the mail is not sent. */
final class MailChannel implements AlertChannel {
  private static final String LIMIT_MILLIS = "10000";

  private final ChannelSettings.Mail settings;
  private final Session session;

  MailChannel(ChannelSettings.Mail settings) {
    this.settings = settings;
    this.session = Session.getInstance(properties(settings), authenticator(settings));
  }

  @Override
  public void send(Alert alert) throws DeliveryFailed {
    try {
      Transport.send(message(alert));
    } catch (SendFailedException e) {
      String reason = "%s refuses the mail: %s".formatted(settings.server().getHost(), reason(e));
      throw e.getInvalidAddresses() != null && e.getInvalidAddresses().length > 0
          ? DeliveryFailed.forGood(reason)
          : DeliveryFailed.forNow(reason, e);
    } catch (MessagingException e) {
      throw DeliveryFailed.forNow("%s: %s".formatted(settings.server().getHost(), reason(e)), e);
    }
  }

  private MimeMessage message(Alert alert) throws MessagingException {
    var message = new MimeMessage(session);
    message.setFrom(new InternetAddress(settings.from()));
    for (String recipient : settings.to()) {
      message.addRecipient(RecipientType.TO, new InternetAddress(recipient));
    }
    message.setSubject("moodstream: " + alert.text(), UTF_8.name());
    message.setSentDate(Date.from(alert.at()));
    message.setHeader("Auto-Submitted", "auto-generated");
    message.setHeader("X-Moodstream-Alert", AlertEvent.id(alert));
    message.setText(
        """
        %s

        Camera: %s
        Rule: %s (%s)
        Since: %s
        At: %s
        """
            .formatted(
                alert.text(),
                alert.camera(),
                alert.name(),
                alert.condition(),
                alert.since(),
                alert.at()),
        UTF_8.name());
    return message;
  }

  private static Properties properties(ChannelSettings.Mail settings) {
    var properties = new Properties();
    String encrypted = Boolean.toString(settings.isSecure());
    properties.put("mail.smtp.host", settings.server().getHost());
    properties.put("mail.smtp.port", Integer.toString(settings.port()));
    properties.put("mail.smtp.ssl.enable", encrypted);
    properties.put("mail.smtp.ssl.checkserveridentity", "true");
    properties.put("mail.smtp.starttls.enable", "true");
    properties.put("mail.smtp.connectiontimeout", LIMIT_MILLIS);
    properties.put("mail.smtp.timeout", LIMIT_MILLIS);
    properties.put("mail.smtp.writetimeout", LIMIT_MILLIS);
    settings
        .login()
        .ifPresent(
            login -> {
              properties.put("mail.smtp.auth", "true");
              properties.put("mail.smtp.starttls.required", Boolean.toString(!settings.isSecure()));
            });
    return properties;
  }

  private static Authenticator authenticator(ChannelSettings.Mail settings) {
    return new Authenticator() {
      @Override
      protected @Nullable PasswordAuthentication getPasswordAuthentication() {
        return settings
            .login()
            .map(login -> new PasswordAuthentication(login.user(), login.password()))
            .orElse(null);
      }
    };
  }

  /** The first line: servers answer with several. */
  private static String reason(MessagingException e) {
    return String.valueOf(e.getMessage()).lines().findFirst().orElse("no reason given");
  }

  @Override
  public void close() {
    // Each mail has a connection of its own.
  }
}
