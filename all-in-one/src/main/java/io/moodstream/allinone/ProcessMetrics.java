package io.moodstream.allinone;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.core.instrument.config.MeterFilter;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.util.List;

/** Metrics of every moodstream process, beside those of its stages. */
public final class ProcessMetrics {
  /** The beginnings of the names whose values do not depend on faces. */
  private static final List<String> WITHOUT_FACES =
      List.of(
          "jvm.",
          "process.",
          "system.",
          "moodstream.build.",
          "moodstream.camera.",
          "moodstream.detector.frames",
          "moodstream.detector.clocks",
          "moodstream.classifier.frames",
          "moodstream.classifier.duplicates",
          "moodstream.aggregator.",
          "moodstream.alerts.",
          "moodstream.dashboard.",
          "moodstream.live.",
          "moodstream.delay",
          "moodstream.end.to.end.delay");

  private ProcessMetrics() {}

  /**
   * @param minimumPeople from a minimum group size of 1 on metrics that depend on faces are left
   *     out: counts of faces, and Kafka's counts of bytes, which grow with every face
   * @param kafka whether Kafka's own metrics are included, hundreds of series a stage
   */
  public static PrometheusMeterRegistry registry(int minimumPeople, boolean kafka) {
    var registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    if (minimumPeople > 0) {
      registry
          .config()
          .meterFilter(
              MeterFilter.denyUnless(
                  id -> WITHOUT_FACES.stream().anyMatch(id.getName()::startsWith)));
    }
    if (!kafka) {
      registry.config().meterFilter(MeterFilter.denyNameStartsWith("kafka."));
    }
    new JvmMemoryMetrics().bindTo(registry);
    new JvmThreadMetrics().bindTo(registry);
    new ProcessorMetrics().bindTo(registry);
    new UptimeMetrics().bindTo(registry);
    Gauge.builder("moodstream.build.info", () -> 1)
        .description("1; its labels are the version and that of Java")
        .tag("version", Version.text())
        .tag("java", Runtime.version().toString())
        .register(registry);
    return registry;
  }

  /** Of a process that knows no minimum group size. */
  public static PrometheusMeterRegistry registry(boolean kafka) {
    return registry(0, kafka);
  }
}
