package io.moodstream.benchmarks.fuzz;

import io.micrometer.core.instrument.MeterRegistry;
import io.moodstream.cameraproducer.FuzzedAnswers;
import io.moodstream.cameraproducer.wanted.FuzzedConfigs;
import io.moodstream.dashboard.live.LiveView;
import io.moodstream.dashboard.live.ProbabilitySmoother;
import io.moodstream.emotionclassifier.registry.ModelCatalog;
import io.moodstream.pipeline.frames.CameraId;
import io.moodstream.pipeline.frames.FrameHeaders;
import io.moodstream.pipeline.frames.Jpeg;
import io.moodstream.pipeline.kafka.Topic;
import io.moodstream.pipeline.kafka.Topics;
import io.moodstream.pipeline.stage.RecordGuard;
import io.moodstream.trainer.service.TrainingCatalog;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.errors.SerializationException;
import org.slf4j.LoggerFactory;

/**
 * What reads topics outside Kafka Streams: the models, the trainings, the dashboard and the
 * cameras.
 */
final class FuzzedTails implements AutoCloseable {
  private final ModelCatalog models = new ModelCatalog();
  private final TrainingCatalog trainings = new TrainingCatalog();
  private final LiveView view;
  private final RecordGuard guard;
  private final FuzzedAnswers answers;
  private final FuzzedConfigs configs;
  private final Map<String, Consumer<ConsumerRecord<byte[], byte[]>>> views =
      Map.of(
          Topics.FRAMES.name(), this::picture,
          Topics.EXPRESSIONS.name(), r -> view().onExpressions(value(Topics.EXPRESSIONS, r)),
          Topics.SUMMARIES.name(), r -> view().onSummary(value(Topics.SUMMARIES, r)),
          Topics.CAMERAS.name(), r -> view().onStatus(value(Topics.CAMERAS, r)),
          Topics.CAMERA_CONFIGS.name(), this::config,
          Topics.SHADOW.name(), r -> view().onShadow(value(Topics.SHADOW, r)),
          Topics.ALERT_RULES.name(), this::rule,
          Topics.DRIFT.name(), this::drift,
          Topics.ALERTS.name(), r -> view().alerts().onAlert(value(Topics.ALERTS, r)));

  FuzzedTails(MeterRegistry metrics, InstantSource clock, List<CameraId> cameras) {
    view =
        new LiveView(
            4, 0, new ProbabilitySmoother(ProbabilitySmoother.DEFAULT_HALF_LIFE), metrics, clock);
    answers = new FuzzedAnswers(cameras, metrics);
    configs = new FuzzedConfigs(metrics, SampleRecords.MACHINE);
    guard = RecordGuard.of(LoggerFactory.getLogger(FuzzedTails.class), metrics, "dashboard");
  }

  void read(ConsumerRecord<byte[], byte[]> record) {
    models.apply(record);
    trainings.apply(record);
    if (record.topic().equals(Topics.EXPRESSIONS.name())) {
      answers.read(record);
    }
    if (record.topic().equals(Topics.CAMERA_CONFIGS.name())) {
      configs.read(record);
    }
    Consumer<ConsumerRecord<byte[], byte[]>> sink = views.get(record.topic());
    if (sink != null) {
      guard.read(record, sink);
    }
  }

  /** What users and other threads ask for meanwhile. */
  void ask(Instant now) {
    var unused = models.live(now);
    var unusedModels = models.models();
    var unusedTrainings = trainings.trainings(now);
    var unusedTrainers = trainings.trainers(now);
    var unusedShadow = view.shadowView();
    var unusedPictures = view.wantsPictures();
  }

  @Override
  public void close() {
    view.close();
  }

  private void picture(ConsumerRecord<byte[], byte[]> record) {
    var camera = Topics.FRAMES.key().deserializer().deserialize(record.topic(), record.key());
    view.onPicture(
        camera, FrameHeaders.of(record.headers()).id(), new Jpeg(value(Topics.FRAMES, record)));
  }

  private void config(ConsumerRecord<byte[], byte[]> record) {
    CameraId camera =
        Topics.CAMERA_CONFIGS.key().deserializer().deserialize(record.topic(), record.key());
    view.cameras()
        .onWanted(
            camera,
            Optional.ofNullable(
                Topics.CAMERA_CONFIGS
                    .value()
                    .deserializer()
                    .deserialize(record.topic(), record.value())));
  }

  private void rule(ConsumerRecord<byte[], byte[]> record) {
    String id = Topics.ALERT_RULES.key().deserializer().deserialize(record.topic(), record.key());
    view.alerts()
        .onRule(
            id,
            Optional.ofNullable(
                Topics.ALERT_RULES
                    .value()
                    .deserializer()
                    .deserialize(record.topic(), record.value())));
  }

  private void drift(ConsumerRecord<byte[], byte[]> record) {
    CameraId camera = Topics.DRIFT.key().deserializer().deserialize(record.topic(), record.key());
    view.drift().onDrift(camera, Optional.of(value(Topics.DRIFT, record)));
  }

  private LiveView view() {
    return view;
  }

  private static <V> V value(Topic<?, V> topic, ConsumerRecord<byte[], byte[]> record) {
    if (record.value() == null) {
      throw new SerializationException("it is empty");
    }
    return topic.value().deserializer().deserialize(topic.name(), record.value());
  }
}
