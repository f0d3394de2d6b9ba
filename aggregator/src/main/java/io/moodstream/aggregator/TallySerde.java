package io.moodstream.aggregator;

import com.google.protobuf.InvalidProtocolBufferException;
import io.moodstream.pipeline.proto.v1.TallyProto;
import java.util.TreeSet;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serializer;

/** A tally in the store and in its changelog, as the Protobuf message of the same name. */
final class TallySerde implements Serde<Tally> {
  @Override
  public Serializer<Tally> serializer() {
    return (topic, tally) -> tally == null ? null : toMessage(tally).toByteArray();
  }

  @Override
  public Deserializer<Tally> deserializer() {
    return (topic, bytes) -> bytes == null ? null : read(bytes);
  }

  private static TallyProto toMessage(Tally tally) {
    return TallyProto.newBuilder()
        .setFrames(tally.frames())
        .setSkipped(tally.skipped())
        .setFaces(tally.faces())
        .setUncertain(tally.uncertain())
        .addAllSums(tally.sums())
        .addAllTracks(tally.tracks())
        .setTogether(tally.together())
        .addAllModels(tally.models())
        .build();
  }

  private static Tally read(byte[] bytes) {
    try {
      var message = TallyProto.parseFrom(bytes);
      return new Tally(
          message.getFrames(),
          message.getSkipped(),
          message.getFaces(),
          message.getUncertain(),
          message.getSumsList(),
          new TreeSet<>(message.getTracksList()),
          message.getTogether(),
          new TreeSet<>(message.getModelsList()));
    } catch (InvalidProtocolBufferException | IllegalArgumentException e) {
      throw new SerializationException(e.getMessage(), e);
    }
  }
}
