package io.moodstream.dashboard.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Behind a reverse proxy, and without one. */
class OwnOriginsTest {
  @ParameterizedTest(name = "Host {0}, Origin {1}: {2}")
  @CsvSource({
    "h,              https://h,              true",
    "h:443,          https://h,              true",
    "h,              https://h:443,          true",
    "h:80,           http://h,               true",
    "h,              http://h:80,            true",
    "h:8443,         https://h:8443,         true",
    "H:443,          https://h,              true",
    "[::1]:7070,     http://[::1]:7070,      true",
    "127.0.0.1:7070, http://127.0.0.1:7070,  true",
    "h,              https://h:8443,         false",
    "h:8443,         https://h,              false",
    "127.0.0.1:7070, https://h,              false",
    "h,              https://evil,           false",
    "h,              https://h.evil,         false",
    "h:443,          http://h,               false",
    "h,              ftp://h,                false",
    "h,              null,                   false",
    "h,              https://h@evil,         false",
    "'',             https://h,              false",
  })
  void shouldAllowOnlyTheOriginThatWasCalled(String host, String origin, boolean allowed) {
    var origins = new OwnOrigins(Optional.empty());

    assertThat(origins.allow(host, origin)).isEqualTo(allowed);
  }

  @ParameterizedTest(name = "public {0}, Host {1}, Origin {2}: {3}")
  @CsvSource({
    "https://h,      127.0.0.1:7070, https://h,      true",
    "https://h/,     127.0.0.1:7070, https://h:443,  true",
    "https://h:8443, 127.0.0.1:7070, https://h:8443, true",
    "https://h,      127.0.0.1:7070, http://h,       false",
    "https://h,      127.0.0.1:7070, https://h:8443, false",
    "https://h,      127.0.0.1:7070, https://evil,   false",
    "https://h,      127.0.0.1:7070, http://127.0.0.1:7070, true",
  })
  void shouldAllowThePublicUrlToo(String url, String host, String origin, boolean allowed) {
    var origins = new OwnOrigins(Optional.of(URI.create(url)));

    assertThat(origins.allow(host, origin)).isEqualTo(allowed);
  }
}
