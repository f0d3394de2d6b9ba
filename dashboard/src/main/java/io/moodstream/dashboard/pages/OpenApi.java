package io.moodstream.dashboard.pages;

import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.moodstream.dashboard.http.Json;
import java.io.IOException;
import java.io.UncheckedIOException;

/** The API's description: written as YAML, and as JSON for browsers, which read no YAML. */
final class OpenApi {
  private OpenApi() {}

  static byte[] toJson(byte[] yaml) {
    try {
      return Json.bytes(new YAMLMapper().readTree(yaml));
    } catch (IOException e) {
      throw new UncheckedIOException("openapi.yaml is not YAML", e);
    }
  }
}
