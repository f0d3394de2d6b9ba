package io.moodstream.cameraproducer;

import io.micrometer.core.instrument.MeterRegistry;
import io.moodstream.pipeline.cameras.CameraOwner;
import io.moodstream.pipeline.cameras.CameraSettings;
import io.moodstream.pipeline.frames.CameraId;
import io.moodstream.pipeline.frames.Frame;
import io.moodstream.pipeline.kafka.KafkaConnection;
import java.io.IOException;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** The camera producer's reader of answers, in its package, with cameras that never open. */
public final class FuzzedAnswers {
  private final FrameAnswers answers;

  public FuzzedAnswers(List<CameraId> cameras, MeterRegistry metrics) {
    answers = new FrameAnswers(KafkaConnection.to("nowhere:9092"), metrics);
    Map<CameraId, Camera> known =
        cameras.stream().collect(Collectors.toMap(id -> id, FuzzedAnswers::camera));
    answers.reportTo(id -> Optional.ofNullable(known.get(id)));
  }

  public void read(ConsumerRecord<byte[], byte[]> record) {
    answers.read(record);
  }

  private static Camera camera(CameraId id) {
    return new Camera(
        CameraSettings.parse(id + "=synthetic:1"),
        CameraOwner.UNKNOWN,
        settings -> {
          throw new IOException("it never opens");
        },
        new FrameSink() {
          @Override
          public void send(Frame frame) {
            // There is none.
          }

          @Override
          public void damaged(CameraId camera, long pictures) {
            // There is none.
          }
        },
        status -> {},
        () -> false,
        Clock.systemUTC());
  }
}
