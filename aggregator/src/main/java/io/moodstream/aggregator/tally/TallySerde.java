package io.moodstream.aggregator.tally;

import com.google.protobuf.InvalidProtocolBufferException;
import io.moodstream.pipeline.proto.v1.TallyProto;
import io.moodstream.pipeline.summaries.Coverage;
import java.util.Collection;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serializer;

/**
 * A tally in the store and in its changelog, as the Protobuf message of the same name. Tallies
 * written by earlier versions lack the fields that were added since.
 */
public final class TallySerde implements Serde<Tally> {
  @Override
  public Serializer<Tally> serializer() {
    return (topic, tally) -> tally == null ? null : toMessage(tally).toByteArray();
  }

  @Override
  public Deserializer<Tally> deserializer() {
    return (topic, bytes) -> bytes == null ? null : read(bytes);
  }

  private static TallyProto toMessage(Tally tally) {
    FaceTally faces = tally.faces();
    Collection<Sighting> sightings = faces.tracks().values();
    return TallyProto.newBuilder()
        .setFrames(tally.coverage().frames())
        .setSkipped(tally.coverage().skipped())
        .setClosed(tally.closed())
        .setShownFrames(faces.frames())
        .setFacesSeen(faces.seen())
        .setFaces(faces.analysed())
        .setUncertain(faces.uncertain())
        .addAllSums(faces.sums())
        .addAllTracks(faces.tracks().keySet())
        .addAllFirstSeen(sightings.stream().map(Sighting::first).toList())
        .addAllLastSeenAfter(sightings.stream().map(s -> s.last() - s.first()).toList())
        .addAllDwellMillis(sightings.stream().map(Sighting::millis).toList())
        .addAllSamples(sightings.stream().map(Sighting::samples).toList())
        .addAllHistograms(faces.histograms().counts())
        .setMaxFaces(faces.most())
        .addAllModels(faces.models())
        .setMinimumPeople(faces.minimumPeople())
        .build();
  }

  private static Tally read(byte[] bytes) {
    try {
      var message = TallyProto.parseFrom(bytes);
      return new Tally(
          new Coverage(message.getFrames(), message.getSkipped()),
          faces(message),
          message.getClosed());
    } catch (InvalidProtocolBufferException | IllegalArgumentException e) {
      throw new SerializationException(e.getMessage(), e);
    }
  }

  private static FaceTally faces(TallyProto message) {
    return new FaceTally(
        message.hasShownFrames() ? message.getShownFrames() : message.getFrames(),
        message.hasFacesSeen() ? message.getFacesSeen() : message.getFaces(),
        message.getFaces(),
        message.getUncertain(),
        message.getSumsList(),
        tracks(message),
        message.getMaxFaces(),
        new TreeSet<>(message.getModelsList()),
        message.getMinimumPeople(),
        new FaceHistograms(message.getHistogramsList()));
  }

  private static SortedMap<Long, Sighting> tracks(TallyProto message) {
    SortedMap<Long, Sighting> tracks = new TreeMap<>();
    boolean timed = message.getFirstSeenCount() == message.getTracksCount();
    IntStream.range(0, message.getTracksCount())
        .forEach(
            i -> tracks.put(message.getTracks(i), timed ? sighting(message, i) : Sighting.UNTIMED));
    return tracks;
  }

  private static Sighting sighting(TallyProto message, int i) {
    long first = message.getFirstSeen(i);
    long samples = i < message.getSamplesCount() ? message.getSamples(i) : 0;
    return new Sighting(
        first, first + message.getLastSeenAfter(i), message.getDwellMillis(i), samples);
  }
}
