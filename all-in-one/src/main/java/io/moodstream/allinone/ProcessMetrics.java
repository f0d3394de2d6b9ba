package io.moodstream.allinone;

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
   */
  public static PrometheusMeterRegistry registry(int minimumPeople) {
    PrometheusMeterRegistry registry = registry();
    if (minimumPeople > 0) {
      registry
          .config()
          .meterFilter(
              MeterFilter.denyUnless(
                  id -> WITHOUT_FACES.stream().anyMatch(id.getName()::startsWith)));
    }
    return registry;
  }

  public static PrometheusMeterRegistry registry() {
    var registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    new JvmMemoryMetrics().bindTo(registry);
    new JvmThreadMetrics().bindTo(registry);
    new ProcessorMetrics().bindTo(registry);
    new UptimeMetrics().bindTo(registry);
    return registry;
  }
}
