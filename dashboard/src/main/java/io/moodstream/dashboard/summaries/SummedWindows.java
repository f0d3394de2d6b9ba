package io.moodstream.dashboard.summaries;

import io.moodstream.pipeline.frames.CameraId;
import io.moodstream.pipeline.summaries.Summary;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The aggregator's windows summed to days, hours of the day or days of the week. Counts are sums,
 * so an appearance that lasts over the end of an hour counts twice.
 */
final class SummedWindows {
  private final SummaryRequest request;
  private final Map<Bucket, Summary> sums = new TreeMap<>(Bucket.ORDER);

  /**
   * A line of the answer.
   *
   * @param number hour of the day, 0 to 23, or day of the week, 1 (Monday) to 7; empty for days
   */
  private record Bucket(CameraId camera, Instant from, Instant to, Optional<Integer> number) {
    static final Comparator<Bucket> ORDER =
        Comparator.comparing(Bucket::camera)
            .thenComparing(Bucket::from)
            .thenComparing(bucket -> bucket.number().orElse(0));
  }

  SummedWindows(SummaryRequest request) {
    this.request = request;
  }

  void add(List<Summary> windows) {
    for (Summary window : windows) {
      sums.merge(
          bucket(window),
          window,
          (sum, more) -> CameraGroup.merge(window.camera(), List.of(sum, more)));
    }
  }

  /** Sorted by camera, then by time. A line is final once its end has passed and its parts are. */
  List<SummaryView> views(Instant now) {
    return sums.entrySet().stream()
        .map(
            entry -> {
              Bucket bucket = entry.getKey();
              boolean over = !bucket.to().isAfter(now);
              SummaryView view = SummaryView.of(entry.getValue(), bucket.from(), bucket.to());
              return view.summed(view.isFinal() && over, hour(bucket), weekday(bucket));
            })
        .toList();
  }

  private Optional<Integer> hour(Bucket bucket) {
    return request.grouping() == Grouping.HOUR_OF_DAY ? bucket.number() : Optional.empty();
  }

  private Optional<Integer> weekday(Bucket bucket) {
    return request.grouping() == Grouping.WEEKDAY ? bucket.number() : Optional.empty();
  }

  private Bucket bucket(Summary window) {
    ZonedDateTime start = window.from().atZone(request.zone());
    return switch (request.grouping()) {
      case NONE ->
          new Bucket(
              window.camera(),
              window.from(),
              window.from().plus(window.step().length()),
              Optional.empty());
      case DAY -> {
        Instant day = Grouping.dayOf(window.from(), request.zone());
        yield new Bucket(
            window.camera(), day, Grouping.nextDay(day, request.zone()), Optional.empty());
      }
      case HOUR_OF_DAY -> overRange(window, start.getHour());
      case WEEKDAY -> overRange(window, start.getDayOfWeek().getValue());
    };
  }

  private Bucket overRange(Summary window, int number) {
    return new Bucket(window.camera(), request.from(), request.to(), Optional.of(number));
  }
}
