package io.moodstream.aggregator.drift;

import io.moodstream.aggregator.tally.FaceHistograms;
import io.moodstream.pipeline.drift.DriftFeature;
import io.moodstream.pipeline.proto.v1.DriftStateProto;
import io.moodstream.pipeline.proto.v1.FaceHistogramsProto;
import io.moodstream.pipeline.serde.EventSerde;
import io.moodstream.pipeline.serde.FieldRange;
import java.time.Instant;
import java.util.List;
import org.apache.kafka.common.serialization.Serde;

/** References and hours in their stores and changelogs, both as {@link DriftStateProto}. */
final class DriftStateSerde {
  /** More than the hours of a week. */
  private static final int MOST_PERIODS = 1_000;

  private DriftStateSerde() {}

  static Serde<Reference> reference() {
    return new EventSerde<>(
        DriftStateProto.parser(), DriftStateSerde::toMessage, DriftStateSerde::toReference);
  }

  static Serde<RecentHours> hours() {
    return new EventSerde<>(
        DriftStateProto.parser(), DriftStateSerde::toMessage, DriftStateSerde::toHours);
  }

  private static DriftStateProto toMessage(Reference reference) {
    var message =
        DriftStateProto.newBuilder()
            .setAskedAt(reference.askedAt().toEpochMilli())
            .setComplete(reference.complete())
            .setMinimumPeople(reference.minimumPeople());
    reference.period().map(DriftStateSerde::toMessage).ifPresent(message::addPeriods);
    return message.build();
  }

  private static Reference toReference(DriftStateProto message) {
    List<FacePeriod> periods = periods(message);
    return new Reference(
        FieldRange.time("asked at", message.getAskedAt()),
        periods.stream().findFirst(),
        message.getComplete() && !periods.isEmpty(),
        message.getMinimumPeople());
  }

  private static DriftStateProto toMessage(RecentHours hours) {
    return DriftStateProto.newBuilder()
        .addAllPeriods(hours.hours().stream().map(DriftStateSerde::toMessage).toList())
        .setMinimumPeople(hours.minimumPeople())
        .build();
  }

  private static RecentHours toHours(DriftStateProto message) {
    return new RecentHours(periods(message), message.getMinimumPeople());
  }

  private static FaceHistogramsProto toMessage(FacePeriod period) {
    return FaceHistogramsProto.newBuilder()
        .setFrom(period.from().toEpochMilli())
        .setTo(period.to().toEpochMilli())
        .addAllCounts(period.histograms().counts())
        .setSquares(period.squares())
        .build();
  }

  private static List<FacePeriod> periods(DriftStateProto message) {
    return FieldRange.list("periods", message.getPeriodsList(), MOST_PERIODS).stream()
        .map(DriftStateSerde::fromMessage)
        .toList();
  }

  private static FacePeriod fromMessage(FaceHistogramsProto message) {
    return new FacePeriod(
        Instant.ofEpochMilli(message.getFrom()),
        Instant.ofEpochMilli(message.getTo()),
        new FaceHistograms(
            FieldRange.list("counts", message.getCountsList(), DriftFeature.ALL_BINS)),
        FieldRange.count("squares", message.getSquares()));
  }
}
