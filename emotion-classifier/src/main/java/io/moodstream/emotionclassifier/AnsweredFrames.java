package io.moodstream.emotionclassifier;

import com.google.protobuf.InvalidProtocolBufferException;
import io.moodstream.pipeline.frames.FrameId;
import io.moodstream.pipeline.proto.v1.AnsweredFramesProto;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;

/**
 * Which frames of a camera have their answer: the last one of each session. Within a session the
 * sequence only grows, so whatever is not after the last one was answered.
 *
 * @param last one frame a session, that of the session that spoke last at the end
 */
record AnsweredFrames(List<FrameId> last) {
  static final AnsweredFrames NONE = new AnsweredFrames(List.of());

  /** Sessions that are remembered: a repetition reaches back seconds, a session lasts hours. */
  static final int SESSIONS = 8;

  static final Serde<AnsweredFrames> SERDE = serde();

  AnsweredFrames {
    last = List.copyOf(last);
  }

  boolean contains(FrameId frame) {
    return last.stream()
        .anyMatch(
            known ->
                known.session().equals(frame.session()) && known.sequence() >= frame.sequence());
  }

  AnsweredFrames with(FrameId frame) {
    List<FrameId> next = new ArrayList<>(last);
    next.removeIf(known -> known.session().equals(frame.session()));
    next.add(frame);
    return new AnsweredFrames(next.subList(Math.max(0, next.size() - SESSIONS), next.size()));
  }

  private static Serde<AnsweredFrames> serde() {
    return Serdes.serdeFrom(
        (topic, frames) -> toMessage(frames).toByteArray(),
        (topic, bytes) -> bytes == null ? null : fromMessage(bytes));
  }

  private static AnsweredFramesProto toMessage(AnsweredFrames frames) {
    return AnsweredFramesProto.newBuilder()
        .addAllLast(frames.last().stream().map(FrameId::toString).toList())
        .build();
  }

  private static AnsweredFrames fromMessage(byte[] bytes) {
    try {
      return new AnsweredFrames(
          AnsweredFramesProto.parseFrom(bytes).getLastList().stream().map(FrameId::parse).toList());
    } catch (InvalidProtocolBufferException e) {
      throw new SerializationException("the store of answered frames is damaged", e);
    }
  }
}
