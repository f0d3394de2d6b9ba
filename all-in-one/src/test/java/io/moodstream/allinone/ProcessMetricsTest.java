package io.moodstream.allinone;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import org.junit.jupiter.api.Test;

class ProcessMetricsTest {
  @Test
  void shouldLeaveOutWhatDependsOnFacesBelowAMinimumGroupSize() {
    // given
    PrometheusMeterRegistry all = ProcessMetrics.registry(0, true);
    PrometheusMeterRegistry strict = ProcessMetrics.registry(2, true);

    // when
    count(all);
    count(strict);

    // then
    assertThat(all.scrape())
        .contains("moodstream_detector_faces_total 3")
        .contains("kafka_producer_topic_byte_total")
        .contains("moodstream_classifier_inference_seconds_count");
    assertThat(strict.scrape())
        .contains("moodstream_camera_frames_total 1")
        .contains("jvm_memory_used_bytes")
        .doesNotContain("faces", "kafka", "inference");
  }

  @Test
  void shouldLeaveOutTheMetricsOfKafkaUnlessTheyAreWanted() {
    PrometheusMeterRegistry metrics = ProcessMetrics.registry(0, false);

    count(metrics);

    assertThat(metrics.scrape())
        .contains("moodstream_build_info{java=")
        .contains("moodstream_detector_faces_total 3")
        .doesNotContain("kafka_");
  }

  private static void count(MeterRegistry metrics) {
    metrics.counter("moodstream.camera.frames").increment();
    metrics.counter("moodstream.detector.faces").increment(3);
    metrics.counter("kafka.producer.topic.byte").increment(7000);
    metrics.timer("moodstream.classifier.inference").record(() -> {});
  }
}
