package io.moodstream.pipeline.serde;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.apache.kafka.common.header.Headers;

/** What a Protobuf record states of itself, as CloudEvents' Kafka binding names it. */
final class EventHeaders {
  private static final String CONTENT_TYPE = "content-type";
  private static final String EVENT_TYPE = "ce_type";
  private static final byte[] PROTOBUF = "application/protobuf".getBytes(UTF_8);

  private EventHeaders() {}

  /** The type follows the topic: {@code io.moodstream.faces} on {@code moodstream.faces.v1}. */
  static void describe(String topic, Headers headers) {
    set(headers, CONTENT_TYPE, PROTOBUF);
    if (headers.lastHeader(EVENT_TYPE) != null) {
      set(headers, EVENT_TYPE, ("io." + topic.replaceFirst("\\.v\\d+$", "")).getBytes(UTF_8));
    }
  }

  private static void set(Headers headers, String name, byte[] value) {
    headers.remove(name).add(name, value);
  }
}
