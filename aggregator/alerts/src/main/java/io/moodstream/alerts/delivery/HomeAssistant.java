package io.moodstream.alerts.delivery;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.moodstream.pipeline.alerts.Alert;
import java.util.List;
import java.util.Optional;

/**
 * An alert as MQTT messages: a binary sensor for each rule and camera, which Home Assistant finds
 * by its discovery topics (home-assistant.io/integrations/mqtt).
 *
 * @param prefix of the states: {@code moodstream/hall/sad/state}
 * @param discovery prefix of Home Assistant's own topics; empty for none
 */
record HomeAssistant(String prefix, Optional<String> discovery) {
  private static final JsonMapper JSON = new JsonMapper();

  /**
   * @param retained whether the broker keeps it for those who come later
   */
  record Message(String topic, String payload, boolean retained) {}

  Message available(boolean yes) {
    return new Message(prefix + "/status", yes ? "online" : "offline", true);
  }

  /** In the order in which they must be published. */
  List<Message> messages(Alert alert) {
    return switch (alert.kind()) {
      case STARTED, ENDED ->
          discovery
              .map(where -> List.of(sensor(alert, where), attributes(alert), state(alert)))
              .orElseGet(() -> List.of(attributes(alert), state(alert)));
      // An event: it changes no sensor.
      case TEST -> List.of(new Message(topic(alert, "test"), data(alert), false));
    };
  }

  private Message state(Alert alert) {
    boolean on = alert.kind() == Alert.Kind.STARTED;
    return new Message(topic(alert, "state"), on ? "ON" : "OFF", true);
  }

  private Message attributes(Alert alert) {
    return new Message(topic(alert, "attributes"), data(alert), true);
  }

  private Message sensor(Alert alert, String where) {
    String id = "moodstream_%s_%s".formatted(plain(alert.camera().value()), plain(alert.rule()));
    ObjectNode sensor =
        JSON.createObjectNode()
            .put("name", alert.name())
            .put("unique_id", id)
            .put("object_id", id)
            .put("device_class", "problem")
            .put("state_topic", topic(alert, "state"))
            .put("json_attributes_topic", topic(alert, "attributes"))
            .put("availability_topic", available(true).topic());
    ObjectNode device = sensor.putObject("device");
    device.putArray("identifiers").add("moodstream_" + plain(alert.camera().value()));
    device.put("name", "moodstream " + alert.camera()).put("manufacturer", "moodstream");
    return new Message("%s/binary_sensor/%s/config".formatted(where, id), sensor.toString(), true);
  }

  private static String data(Alert alert) {
    return AlertEvent.data(alert).toString();
  }

  private String topic(Alert alert, String last) {
    return "%s/%s/%s/%s".formatted(prefix, alert.camera(), alert.rule(), last);
  }

  /** Home Assistant's ids have no full stop. */
  private static String plain(String id) {
    return id.replace(".", "_2E");
  }
}
