package io.moodstream.allinone;

import io.moodstream.cameraproducer.CameraProducer;
import io.moodstream.cameraproducer.source.Webcams;
import io.moodstream.facedetector.FaceFinder;
import io.moodstream.facedetector.FoundFaces;
import io.moodstream.facedetector.UnreadablePicture;
import io.moodstream.facedetector.search.DetectorSettings;
import io.moodstream.pipeline.cameras.CameraSettings;
import io.moodstream.pipeline.cameras.CameraTrials;
import io.moodstream.pipeline.cameras.Source;
import io.moodstream.pipeline.frames.Jpeg;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** Tries sources with the cameras and the face detector of this process. */
final class LocalTrials implements CameraTrials {
  private final CameraProducer cameras;
  private final DetectorSettings detector;

  LocalTrials(CameraProducer cameras, DetectorSettings detector) {
    this.cameras = cameras;
    this.detector = detector;
  }

  @Override
  public Optional<String> machine() {
    return Optional.of(cameras.machine());
  }

  @Override
  public List<Webcam> webcams() throws IOException {
    return Webcams.list().stream()
        .map(
            webcam -> {
              var source = new Source.Webcam(webcam.index());
              return new Webcam(source.text(), webcam.name(), cameras.userOf(source));
            })
        .toList();
  }

  @Override
  public Trial test(CameraSettings camera) throws IOException, InterruptedException {
    Jpeg picture = cameras.picture(camera);
    // A finder of its own: the one of the stage remembers where faces were.
    try (FaceFinder finder = FaceFinder.open(detector)) {
      FoundFaces found = finder.find(picture.bytes());
      return new Trial(picture, found.width(), found.height(), found.boxes());
    } catch (UnreadablePicture e) {
      throw new IOException(e.getMessage(), e);
    }
  }
}
