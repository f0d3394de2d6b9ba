package io.moodstream.benchmarks.fuzz;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.protobuf.Message;
import io.moodstream.benchmarks.fuzz.SampleRecords.Sample;
import io.moodstream.pipeline.frames.CameraId;
import io.moodstream.pipeline.frames.Frame;
import io.moodstream.pipeline.frames.FrameHeaders;
import io.moodstream.pipeline.frames.FrameId;
import io.moodstream.pipeline.frames.Jpeg;
import io.moodstream.pipeline.kafka.Topics;
import io.moodstream.pipeline.proto.v1.AlertProto;
import io.moodstream.pipeline.proto.v1.AlertRuleProto;
import io.moodstream.pipeline.proto.v1.AuditEntryProto;
import io.moodstream.pipeline.proto.v1.CameraStatusProto;
import io.moodstream.pipeline.proto.v1.ClassifierStatusProto;
import io.moodstream.pipeline.proto.v1.DriftProto;
import io.moodstream.pipeline.proto.v1.ExpressionsProto;
import io.moodstream.pipeline.proto.v1.FacesProto;
import io.moodstream.pipeline.proto.v1.ModelAssignmentProto;
import io.moodstream.pipeline.proto.v1.ModelManifestProto;
import io.moodstream.pipeline.proto.v1.ShadowComparisonProto;
import io.moodstream.pipeline.proto.v1.SummaryProto;
import io.moodstream.pipeline.proto.v1.TrainerStatusProto;
import io.moodstream.pipeline.proto.v1.TrainingOrderProto;
import io.moodstream.pipeline.proto.v1.TrainingProgressProto;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.jspecify.annotations.Nullable;

/**
 * Records of all topics that stages read: well-formed, with changed fields, truncated, noise, under
 * other keys, without key or value. A seed repeats them.
 */
final class RandomRecords {
  private static final int CAMERAS = 20;

  /** Of a hundred; the others go to the topics of the models and trainings. */
  private static final int FACES = 30;

  private static final int EXPRESSIONS = 60;
  private static final int FRAMES = 64;

  private final Random random;
  private final RandomMessage messages;
  private final SampleRecords samples = new SampleRecords();
  private final Map<String, Message> kinds = new TreeMap<>();
  private final List<String> others;
  private int sequence;

  RandomRecords(long seed) {
    random = new Random(seed);
    messages = new RandomMessage(random);
    kinds.put(Topics.SUMMARIES.name(), SummaryProto.getDefaultInstance());
    kinds.put(Topics.CAMERAS.name(), CameraStatusProto.getDefaultInstance());
    kinds.put(Topics.MODELS.name(), ModelManifestProto.getDefaultInstance());
    kinds.put(Topics.MODEL_ALIASES.name(), ModelAssignmentProto.getDefaultInstance());
    kinds.put(Topics.CLASSIFIERS.name(), ClassifierStatusProto.getDefaultInstance());
    kinds.put(Topics.SHADOW.name(), ShadowComparisonProto.getDefaultInstance());
    kinds.put(Topics.AUDIT.name(), AuditEntryProto.getDefaultInstance());
    kinds.put(Topics.TRAINING_REQUESTS.name(), TrainingOrderProto.getDefaultInstance());
    kinds.put(Topics.TRAINING_PROGRESS.name(), TrainingProgressProto.getDefaultInstance());
    kinds.put(Topics.TRAINERS.name(), TrainerStatusProto.getDefaultInstance());
    kinds.put(Topics.ALERT_RULES.name(), AlertRuleProto.getDefaultInstance());
    kinds.put(Topics.ALERTS.name(), AlertProto.getDefaultInstance());
    kinds.put(Topics.DRIFT.name(), DriftProto.getDefaultInstance());
    others = List.copyOf(kinds.keySet());
    kinds.put(Topics.FACES.name(), FacesProto.getDefaultInstance());
    kinds.put(Topics.EXPRESSIONS.name(), ExpressionsProto.getDefaultInstance());
  }

  static List<CameraId> cameras() {
    return IntStream.range(0, CAMERAS).mapToObj(RandomRecords::camera).toList();
  }

  private static CameraId camera(int number) {
    return new CameraId("camera-" + number);
  }

  ConsumerRecord<byte[], byte[]> next(Instant now) {
    String topic = topic();
    CameraId camera = camera(random.nextInt(CAMERAS));
    Sample sample = samples.of(topic, camera, sequence++, now);
    return new ConsumerRecord<>(
        topic,
        0,
        sequence,
        time(now),
        TimestampType.CREATE_TIME,
        0,
        0,
        key(sample.key()),
        value(topic, sample.value()),
        headers(camera, now),
        Optional.empty());
  }

  private String topic() {
    int chance = random.nextInt(100);
    if (chance < FACES) {
      return Topics.FACES.name();
    }
    if (chance < EXPRESSIONS) {
      return Topics.EXPRESSIONS.name();
    }
    return chance < FRAMES ? Topics.FRAMES.name() : others.get(random.nextInt(others.size()));
  }

  /** Kafka takes no negative ones. */
  private long time(Instant now) {
    return switch (random.nextInt(20)) {
      case 0 -> 0;
      case 1 -> Long.MAX_VALUE / 2;
      case 2 -> now.toEpochMilli() + random.nextInt(1_000_000_000);
      case 3 -> Math.max(0, random.nextLong() >> random.nextInt(63));
      default -> now.toEpochMilli();
    };
  }

  private byte @Nullable [] key(byte[] key) {
    return switch (random.nextInt(32)) {
      case 0 -> null;
      case 1 -> messages.text().getBytes(UTF_8);
      case 2 -> messages.noise(random.nextInt(100));
      case 3 -> ("camera-" + random.nextInt(CAMERAS)).getBytes(UTF_8);
      default -> key;
    };
  }

  private byte @Nullable [] value(String topic, byte[] value) {
    return switch (random.nextInt(10)) {
      case 0 -> null;
      case 1 -> messages.noise(random.nextInt(2_000));
      case 2 -> Arrays.copyOf(value, random.nextInt(value.length + 1));
      case 3 -> flipped(value);
      case 4, 5, 6 -> value;
      default ->
          kinds.containsKey(topic) ? messages.changed(kinds.get(topic), value) : flipped(value);
    };
  }

  private byte[] flipped(byte[] value) {
    byte[] flipped = value.clone();
    for (int i = random.nextInt(6); i >= 0 && flipped.length > 0; i--) {
      flipped[random.nextInt(flipped.length)] ^= (byte) (1 << random.nextInt(8));
    }
    return flipped;
  }

  private Headers headers(CameraId camera, Instant now) {
    var frame =
        new Frame(
            camera, new FrameId("s", sequence), now.minusMillis(200), new Jpeg(new byte[] {1}));
    Headers headers = FrameHeaders.of(frame).toHeaders(camera);
    if (random.nextInt(4) == 0) {
      List<String> names = List.of("ce_id", "ce_time", "ce_type", "content-type", "x");
      String name = names.get(random.nextInt(names.size()));
      headers = new RecordHeaders(headers).remove(name);
      if (random.nextInt(3) > 0) {
        headers.add(name, messages.text().getBytes(UTF_8));
      }
    }
    return headers;
  }
}
