package io.moodstream.dashboard;

import io.moodstream.pipeline.cameras.CameraSettings;
import io.moodstream.pipeline.cameras.CameraTrials;
import io.moodstream.pipeline.frames.Box;
import io.moodstream.pipeline.frames.Jpeg;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/** A camera machine with one webcam, whose every source but port 1 shows one face. */
final class InMemoryTrials implements CameraTrials {
  /** What was tried, with its secrets. */
  final List<CameraSettings> tried = new CopyOnWriteArrayList<>();

  @Override
  public Optional<String> machine() {
    return Optional.of("main");
  }

  @Override
  public List<Webcam> webcams() {
    return List.of(
        new Webcam("webcam:0", "Integrated Camera", Optional.of(Samples.HALL)),
        new Webcam("webcam:1", "USB Camera", Optional.empty()));
  }

  @Override
  public Trial test(CameraSettings camera) throws IOException {
    tried.add(camera);
    if (camera.source().text().contains(":1/")) {
      throw new IOException("no picture within 15 s");
    }
    return new Trial(
        new Jpeg(Samples.picture(640, 360)), 640, 360, List.of(new Box(200, 80, 96, 96)));
  }
}
