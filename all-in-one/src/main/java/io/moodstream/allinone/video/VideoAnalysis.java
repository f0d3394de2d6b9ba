package io.moodstream.allinone.video;

import io.moodstream.emotionclassifier.model.ExpressionModel;
import io.moodstream.facedetector.FaceFinder;
import io.moodstream.facedetector.FoundFace;
import io.moodstream.facedetector.FoundFaces;
import io.moodstream.facedetector.Tracker;
import io.moodstream.facedetector.search.DetectorSettings;
import io.moodstream.pipeline.frames.CameraId;
import io.moodstream.pipeline.frames.FaceExpression;
import io.moodstream.pipeline.frames.Probabilities;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/** Finds, follows and analyses the faces of a video, as the stages do with a camera's frames. */
public final class VideoAnalysis {
  private static final CameraId VIDEO = new CameraId("video");

  private final VideoFile video;
  private final FaceFinder finder;
  private final ExpressionModel model;
  private final AtomicLong tracks = new AtomicLong();
  private final Tracker tracker;

  public VideoAnalysis(
      VideoFile video, FaceFinder finder, DetectorSettings settings, ExpressionModel model) {
    this.video = video;
    this.finder = finder;
    this.model = model;
    this.tracker =
        new Tracker(settings.trackOverlap(), settings.trackLife(), tracks::incrementAndGet);
  }

  public void run(FaceReport report, AnnotatedVideo copy, Progress progress) throws IOException {
    Optional<VideoFile.Picture> picture = video.next();
    while (picture.isPresent()) {
      List<FaceExpression> faces = faces(picture.get());
      report.add(picture.get().at(), faces);
      copy.add(picture.get(), faces);
      progress.step();
      picture = video.next();
    }
  }

  private List<FaceExpression> faces(VideoFile.Picture picture) {
    FoundFaces found = finder.findInGray(picture.gray(), picture.width(), picture.height());
    List<Long> numbers = tracker.follow(VIDEO, Instant.EPOCH.plus(picture.at()), found.boxes());
    List<Probabilities> judged =
        model.predict(found.faces().stream().map(FoundFace::pixels).toList());
    var faces = new ArrayList<FaceExpression>();
    for (int i = 0; i < judged.size(); i++) {
      FoundFace face = found.faces().get(i);
      faces.add(
          new FaceExpression(
              numbers.get(i), face.box(), face.quality(), face.roll(), judged.get(i)));
    }
    return faces;
  }
}
