package io.moodstream.pipeline.erasure;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.protobuf.InvalidProtocolBufferException;
import io.moodstream.pipeline.frames.CameraId;
import io.moodstream.pipeline.kafka.Topics;
import io.moodstream.pipeline.models.AuditEntry;
import io.moodstream.pipeline.proto.v1.DriftProto;
import io.moodstream.pipeline.proto.v1.DriftStateProto;
import io.moodstream.pipeline.summaries.Step;
import io.moodstream.pipeline.summaries.SummaryKey;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.header.Header;

/** How records of each kind show their camera and their time. */
final class Traces {
  /** A time and a counter at the end of a key in the changelog of a window store. */
  private static final int WINDOW_SUFFIX = Long.BYTES + Integer.BYTES;

  private static final byte[] BOUNDARY_END = "|10s|0".getBytes(UTF_8);

  private Traces() {}

  static boolean isMark(CameraId camera, ConsumerRecord<byte[], byte[]> record) {
    return record.headers().lastHeader(ErasureMark.HEADER) != null && hasKey(camera, record);
  }

  /**
   * Whether this is what the aggregator writes behind everything that an erasure has changed: what
   * comes after it in the partition is new.
   */
  static boolean isBoundary(ConsumerRecord<byte[], byte[]> record, Instant markedAt) {
    return record.value() == null
        && record.timestamp() == markedAt.toEpochMilli()
        && record.key() != null
        && (startsWith(record.key(), ErasureMark.NO_CAMERA.value().getBytes(UTF_8))
            || endsWith(record.key(), BOUNDARY_END));
  }

  /** A frame, its faces or its expressions; a dead letter keeps the headers of its frame. */
  static Optional<TimeRange> ofFrame(
      ErasureRequest request, ConsumerRecord<byte[], byte[]> record) {
    return hasKey(request.camera(), record) || comesFrom(request.camera(), record)
        ? Optional.of(at(record))
        : Optional.empty();
  }

  /** What the list of cameras or a stage holds of the camera as such goes with all of it only. */
  static Optional<TimeRange> ofCamera(
      ErasureRequest request, ConsumerRecord<byte[], byte[]> record) {
    if (!request.whole() || !hasKey(request.camera(), record)) {
      return Optional.empty();
    }
    return Optional.of(record.value() == null ? request.range() : at(record));
  }

  static Optional<TimeRange> ofSummary(
      ErasureRequest request, ConsumerRecord<byte[], byte[]> record) {
    byte[] beginning = (request.camera() + "|").getBytes(UTF_8);
    if (record.key() == null || !startsWith(record.key(), beginning)) {
      return Optional.empty();
    }
    SummaryKey key =
        Topics.SUMMARIES.key().deserializer().deserialize(record.topic(), record.key());
    // The boundary of an erasure goes with whatever is erased.
    return Optional.of(
        key.from().equals(Instant.EPOCH) ? request.range() : window(key.from(), key.step()));
  }

  static Optional<TimeRange> ofStoredWindow(
      Step step, ErasureRequest request, ConsumerRecord<byte[], byte[]> record) {
    byte[] name = request.camera().value().getBytes(UTF_8);
    byte[] key = record.key();
    if (key == null || key.length != name.length + WINDOW_SUFFIX || !startsWith(key, name)) {
      return Optional.empty();
    }
    long from = ByteBuffer.wrap(key).getLong(name.length);
    return Optional.of(window(Instant.ofEpochMilli(from), step));
  }

  static Optional<TimeRange> ofAudit(
      ErasureRequest request, ConsumerRecord<byte[], byte[]> record) {
    if (record.value() == null) {
      return Optional.empty();
    }
    AuditEntry entry =
        Topics.AUDIT.value().deserializer().deserialize(record.topic(), record.value());
    return entry.concerns(request.camera())
        ? Optional.of(TimeRange.at(entry.at()))
        : Optional.empty();
  }

  /** A comparison goes whole if either of its periods overlaps. */
  static Optional<TimeRange> ofDrift(
      ErasureRequest request, ConsumerRecord<byte[], byte[]> record) {
    return ofPeriods(
        request,
        record,
        value -> {
          var drift = DriftProto.parseFrom(value);
          return Stream.of(drift.getReference(), drift.getCurrent())
              .map(period -> new long[] {period.getFrom(), period.getTo()});
        });
  }

  /** The histograms of a camera are one record, which goes whole. */
  static Optional<TimeRange> ofDriftState(
      ErasureRequest request, ConsumerRecord<byte[], byte[]> record) {
    return ofPeriods(
        request,
        record,
        value ->
            DriftStateProto.parseFrom(value).getPeriodsList().stream()
                .map(period -> new long[] {period.getFrom(), period.getTo()}));
  }

  /** Begin and end of each period of a value, ms since the epoch; equal where it is empty. */
  private interface Periods {
    Stream<long[]> of(byte[] value) throws InvalidProtocolBufferException;
  }

  private static Optional<TimeRange> ofPeriods(
      ErasureRequest request, ConsumerRecord<byte[], byte[]> record, Periods periods) {
    if (record.value() == null || !hasKey(request.camera(), record)) {
      return hasKey(request.camera(), record) ? Optional.of(request.range()) : Optional.empty();
    }
    try {
      return periods
          .of(record.value())
          .filter(period -> period[0] < period[1])
          .map(
              period ->
                  new TimeRange(Instant.ofEpochMilli(period[0]), Instant.ofEpochMilli(period[1])))
          .filter(request.range()::overlaps)
          .findFirst()
          .map(any -> request.range())
          .or(() -> ofCamera(request, record));
    } catch (InvalidProtocolBufferException e) {
      throw new SerializationException(e);
    }
  }

  /** The key of a stored window of no camera. */
  static byte[] storedWindowKey(Instant from) {
    byte[] name = ErasureMark.NO_CAMERA.value().getBytes(UTF_8);
    return ByteBuffer.allocate(name.length + WINDOW_SUFFIX)
        .put(name)
        .putLong(from.toEpochMilli())
        .putInt(0)
        .array();
  }

  private static TimeRange window(Instant from, Step step) {
    return new TimeRange(from, from.plus(step.length()));
  }

  private static TimeRange at(ConsumerRecord<byte[], byte[]> record) {
    return TimeRange.at(Instant.ofEpochMilli(Math.max(0, record.timestamp())));
  }

  private static boolean hasKey(CameraId camera, ConsumerRecord<byte[], byte[]> record) {
    return Arrays.equals(camera.value().getBytes(UTF_8), record.key());
  }

  private static boolean comesFrom(CameraId camera, ConsumerRecord<byte[], byte[]> record) {
    Header source = record.headers().lastHeader("ce_source");
    return source != null && Arrays.equals(("/cameras/" + camera).getBytes(UTF_8), source.value());
  }

  private static boolean startsWith(byte[] text, byte[] beginning) {
    int length = beginning.length;
    return text.length >= length && Arrays.equals(text, 0, length, beginning, 0, length);
  }

  private static boolean endsWith(byte[] text, byte[] end) {
    int start = text.length - end.length;
    return start >= 0 && Arrays.equals(text, start, text.length, end, 0, end.length);
  }
}
