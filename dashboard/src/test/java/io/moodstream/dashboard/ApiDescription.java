package io.moodstream.dashboard;

import static io.moodstream.dashboard.RunningDashboard.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import java.net.http.HttpResponse;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

/** The description that a dashboard gives of its API, and answers held against it. */
public final class ApiDescription {
  private final JsonNode description;

  private ApiDescription(JsonNode description) {
    this.description = description;
  }

  static ApiDescription of(RunningDashboard dashboard) {
    return new ApiDescription(json(dashboard.get("/assets/openapi.json")));
  }

  /** Every call that it describes: {@code GET /api/v1/cameras}. */
  Set<String> calls() {
    var described = new TreeSet<String>();
    for (var path : description.get("paths").properties()) {
      for (var call : path.getValue().properties()) {
        described.add(call.getKey().toUpperCase(Locale.ROOT) + " " + path.getKey());
      }
    }
    return described;
  }

  /** The answer has this code, and a type, headers and a content that are described for it. */
  void assertDescribed(String method, String path, int code, HttpResponse<String> answer) {
    assertThat(answer.statusCode()).isEqualTo(code);
    JsonNode described = response(method, path, code);
    String type = answer.headers().firstValue("Content-Type").orElseThrow().split(";", 2)[0];
    assertThat(described.get("content").has(type)).as(type + " is described").isTrue();
    described
        .path("headers")
        .fieldNames()
        .forEachRemaining(name -> assertThat(answer.headers().firstValue(name)).isPresent());
    if (type.endsWith("json")) {
      assertValid(described.get("content").get(type).get("schema"), json(answer));
    }
  }

  JsonNode response(String method, String path, int code) {
    JsonNode response =
        description.get("paths").get(path).get(method).get("responses").get(String.valueOf(code));
    assertThat(response).as("%s %s answers %d", method, path, code).isNotNull();
    return response.has("$ref")
        ? description.at(response.get("$ref").asText().substring(1))
        : response;
  }

  void assertValid(JsonNode schema, JsonNode answer) {
    assertThat(errors(schema, answer)).isEmpty();
  }

  /** Empty when the answer fits the schema and has no field beyond it. */
  String errors(JsonNode schema, JsonNode answer) {
    ObjectNode whole = schema.deepCopy();
    whole.set("components", closed(description.get("components").deepCopy()));
    if (schema.path("$ref").asText().endsWith("/SummaryEvent")) {
      whole.put("unevaluatedProperties", false);
    }
    JsonSchema checked =
        JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012).getSchema(whole);
    return String.join("; ", checked.validate(answer).stream().map(String::valueOf).toList());
  }

  /** Every object may have its described properties only; a part of an allOf cannot be closed. */
  private static JsonNode closed(JsonNode node) {
    node.forEach(ApiDescription::closed);
    if (node instanceof ObjectNode object && object.path("type").asText().equals("object")) {
      object.put("unevaluatedProperties", false);
    }
    if (node instanceof ObjectNode parent && parent.has("SummaryEvent")) {
      // Its parts, of which Summary is one, are closed as a whole; that Summary alone has no field
      // more is checked where summaries are.
      ((ObjectNode) parent.get("Summary")).remove("unevaluatedProperties");
      ((ObjectNode) parent.at("/SummaryEvent/allOf/0")).remove("unevaluatedProperties");
    }
    return node;
  }
}
