package io.moodstream.allinone.commands.capacity;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.moodstream.allinone.commands.capacity.CapacityPlan.BrokerPlan;

/** A plan for other programs: units are in the names. */
final class PlanJson {
  private static final JsonMapper JSON =
      JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

  private PlanJson() {}

  static String of(CapacityPlan plan) throws JsonProcessingException {
    ObjectNode json = JSON.createObjectNode();
    Demand demand = plan.demand();
    json.putObject("demand")
        .put("cameras", demand.cameras())
        .put("framesPerSecond", demand.rate())
        .put("width", demand.width())
        .put("height", demand.height())
        .put("faces", demand.faces())
        .put("replication", demand.replication());
    json.put("partitions", plan.partitions()).put("cores", plan.cores());
    var stages = json.putArray("stages");
    plan.stages()
        .forEach(
            stage ->
                stages
                    .addObject()
                    .put("stage", stage.stage())
                    .put("instances", stage.instances())
                    .put("cores", stage.cores())
                    .put("memoryMegabytes", stage.memory())
                    .put("limit", stage.limit().orElse(null)));
    BrokerPlan brokers = plan.brokers();
    json.putObject("brokers")
        .put("count", brokers.count())
        .put("cores", brokers.cores())
        .put("memoryMegabytes", brokers.memory())
        .put("diskGigabytes", brokers.disk())
        .put("inMegabits", brokers.in())
        .put("outMegabits", brokers.out())
        .put("outToEachCameraMachineMegabits", brokers.answers())
        .put("betweenMegabits", brokers.between());
    MeasuredLoad measured = plan.measured();
    json.putObject("measured")
        .put("date", measured.date())
        .put("machine", measured.machine())
        .put("command", measured.command())
        .put("width", measured.width())
        .put("height", measured.height())
        .put("faces", measured.faces())
        .put("framesPerSecond", measured.rate())
        .put("error", measured.error());
    var unknown = json.putArray("notMeasured");
    plan.unknown().forEach(unknown::add);
    return JSON.writeValueAsString(json) + System.lineSeparator();
  }
}
