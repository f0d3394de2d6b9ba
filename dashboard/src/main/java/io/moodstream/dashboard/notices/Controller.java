package io.moodstream.dashboard.notices;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Who operates the cameras: the controller in the sense of the GDPR. Each text is one line of up to
 * 200 characters.
 *
 * @param contact an address, a telephone number, an e-mail address
 * @param dataProtectionOfficer how to reach one, where there is one
 */
public record Controller(String name, String contact, Optional<String> dataProtectionOfficer) {
  private static final Pattern LINE = Pattern.compile("[^\\p{Cc}\\p{Zl}\\p{Zp}]{1,200}");

  public Controller {
    require("controller", name);
    require("contact of the controller", contact);
    dataProtectionOfficer.ifPresent(text -> require("data protection officer", text));
  }

  private static void require(String what, String text) {
    if (text.isBlank() || !LINE.matcher(text).matches()) {
      throw new IllegalArgumentException(
          "%s: 1 to 200 characters on one line, not '%s'".formatted(what, text));
    }
  }
}
