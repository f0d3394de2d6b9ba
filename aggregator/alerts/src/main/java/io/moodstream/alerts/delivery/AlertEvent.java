package io.moodstream.alerts.delivery;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.moodstream.pipeline.alerts.Alert;
import java.util.Locale;

/** An alert as a CloudEvent 1.0 in JSON. */
final class AlertEvent {
  static final String CONTENT_TYPE = "application/cloudevents+json; charset=utf-8";

  private static final JsonMapper JSON = new JsonMapper();

  private AlertEvent() {}

  /** The same for every attempt to deliver the alert, so that a receiver can drop repetitions. */
  static String id(Alert alert) {
    return alert.id() + "-" + kind(alert);
  }

  /** The event's members, with the alert as {@code data}. */
  static byte[] of(Alert alert) {
    ObjectNode event =
        JSON.createObjectNode()
            .put("specversion", "1.0")
            .put("id", id(alert))
            .put("source", "/alerts/rules/" + alert.rule())
            .put("type", "io.moodstream.alert." + kind(alert))
            .put("subject", alert.camera().value())
            .put("time", alert.at().toString())
            .put("datacontenttype", "application/json");
    event.set("data", data(alert));
    try {
      return JSON.writeValueAsBytes(event);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a tree of texts and numbers can be written", e);
    }
  }

  /** The alert alone. */
  static ObjectNode data(Alert alert) {
    ObjectNode data =
        JSON.createObjectNode()
            .put("alert", alert.id())
            .put("state", kind(alert))
            .put("rule", alert.rule())
            .put("name", alert.name())
            .put("camera", alert.camera().value())
            .put("condition", alert.condition())
            .put("since", alert.since().toString())
            .put("at", alert.at().toString())
            .put("text", alert.text());
    alert.value().ifPresentOrElse(it -> data.put("value", it), () -> data.putNull("value"));
    return data;
  }

  private static String kind(Alert alert) {
    return alert.kind().name().toLowerCase(Locale.ROOT);
  }
}
