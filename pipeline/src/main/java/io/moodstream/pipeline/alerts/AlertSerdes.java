package io.moodstream.pipeline.alerts;

import io.moodstream.pipeline.alerts.AlertCondition.Comparison;
import io.moodstream.pipeline.alerts.AlertCondition.Lost;
import io.moodstream.pipeline.alerts.AlertCondition.Measured;
import io.moodstream.pipeline.frames.CameraId;
import io.moodstream.pipeline.proto.v1.ActiveHoursProto;
import io.moodstream.pipeline.proto.v1.AlertProto;
import io.moodstream.pipeline.proto.v1.AlertRuleProto;
import io.moodstream.pipeline.serde.EventSerde;
import io.moodstream.pipeline.serde.FieldRange;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.kafka.common.serialization.Serde;

/** One serde for each record about alerts on Kafka. */
public final class AlertSerdes {
  public static final Serde<StoredRule> RULE =
      new EventSerde<>(AlertRuleProto.parser(), AlertSerdes::toMessage, AlertSerdes::fromMessage);
  public static final Serde<Alert> ALERT =
      new EventSerde<>(AlertProto.parser(), AlertSerdes::toMessage, AlertSerdes::fromMessage);

  private static final int MOST_CAMERAS = 1_000;
  private static final double LARGEST = 1e12;

  /** {@code <rule>-<camera>-<time>} fits. */
  private static final Pattern WORD = Pattern.compile("[A-Za-z0-9._-]{1,160}");

  /** A condition with the smallest threshold has 350 characters. */
  private static final Pattern LINE = Pattern.compile("[^\\p{Cc}\\p{Zl}\\p{Zp}]{0,1000}");

  private AlertSerdes() {}

  private static AlertRuleProto toMessage(StoredRule stored) {
    AlertRule rule = stored.rule();
    var message =
        AlertRuleProto.newBuilder()
            .setId(rule.id())
            .setName(rule.name())
            .setForMillis(rule.lasting().toMillis())
            .setCoolDownMillis(rule.coolDown().toMillis())
            .addAllCameras(rule.cameras().stream().map(CameraId::value).sorted().toList())
            .setDisabled(!rule.enabled())
            .setFromFile(stored.origin() == StoredRule.Origin.FILE)
            .setChangedAt(stored.changedAt().toEpochMilli())
            .setChangedBy(stored.changedBy());
    if (rule.condition() instanceof Measured measured) {
      message
          .setMetric(measured.metric().label())
          .setBelow(measured.comparison() == Comparison.BELOW)
          .setThreshold(measured.threshold());
    } else {
      message.setLost(true);
    }
    rule.hours().ifPresent(hours -> message.setHours(toMessage(hours)));
    return message.build();
  }

  private static StoredRule fromMessage(AlertRuleProto message) {
    AlertCondition condition =
        message.getLost()
            ? new Lost()
            : new Measured(
                AlertMetric.ofLabel(message.getMetric()),
                message.getBelow() ? Comparison.BELOW : Comparison.ABOVE,
                message.getThreshold());
    var rule =
        new AlertRule(
            message.getId(),
            message.getName(),
            condition,
            Duration.ofMillis(message.getForMillis()),
            Duration.ofMillis(message.getCoolDownMillis()),
            FieldRange.list("cameras", message.getCamerasList(), MOST_CAMERAS).stream()
                .map(CameraId::new)
                .collect(Collectors.toSet()),
            message.hasHours() ? Optional.of(fromMessage(message.getHours())) : Optional.empty(),
            !message.getDisabled());
    return new StoredRule(
        rule,
        message.getFromFile() ? StoredRule.Origin.FILE : StoredRule.Origin.API,
        FieldRange.time("changed at", message.getChangedAt()),
        FieldRange.text("changed by", message.getChangedBy()));
  }

  private static ActiveHoursProto toMessage(ActiveHours hours) {
    return ActiveHoursProto.newBuilder()
        .addAllDays(hours.days().stream().map(DayOfWeek::getValue).sorted().toList())
        .setFrom(hours.from().toString())
        .setTo(hours.to().toString())
        .setTimezone(hours.zone().getId())
        .build();
  }

  private static ActiveHours fromMessage(ActiveHoursProto message) {
    return new ActiveHours(
        message.getDaysList().stream().map(DayOfWeek::of).collect(Collectors.toSet()),
        LocalTime.parse(message.getFrom()),
        LocalTime.parse(message.getTo()),
        ZoneId.of(message.getTimezone()));
  }

  private static AlertProto toMessage(Alert alert) {
    var message =
        AlertProto.newBuilder()
            .setId(alert.id())
            .setKind(AlertProto.Kind.valueOf(alert.kind().name()))
            .setRule(alert.rule())
            .setName(alert.name())
            .setCamera(alert.camera().value())
            .setCondition(alert.condition())
            .setSince(alert.since().toEpochMilli())
            .setAt(alert.at().toEpochMilli());
    alert.value().ifPresent(message::setValue);
    return message.build();
  }

  private static Alert fromMessage(AlertProto message) {
    return new Alert(
        word("id", message.getId()),
        Alert.Kind.valueOf(message.getKind().name()),
        word("rule", message.getRule()),
        line("name", message.getName()),
        new CameraId(message.getCamera()),
        line("condition", message.getCondition()),
        message.hasValue()
            ? Optional.of(FieldRange.within("value", message.getValue(), -LARGEST, LARGEST))
            : Optional.empty(),
        FieldRange.time("since", message.getSince()),
        FieldRange.time("at", message.getAt()));
  }

  /** Channels put it into headers and topics of others. */
  private static String word(String field, String text) {
    if (!WORD.matcher(text).matches()) {
      throw new IllegalArgumentException(
          "%s: 1 to 160 of the characters A-Z a-z 0-9 . _ - are possible".formatted(field));
    }
    return text;
  }

  private static String line(String field, String text) {
    if (!LINE.matcher(text).matches()) {
      throw new IllegalArgumentException(
          "%s: up to 1,000 characters without control characters are possible".formatted(field));
    }
    return text;
  }
}
