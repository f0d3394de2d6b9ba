package io.moodstream.allinone.video;

import io.moodstream.dashboard.live.ProbabilitySmoother;
import io.moodstream.emotionclassifier.model.ExpressionModel;
import io.moodstream.facedetector.FaceFinder;
import io.moodstream.facedetector.FoundFace;
import io.moodstream.facedetector.FoundFaces;
import io.moodstream.facedetector.Tracker;
import io.moodstream.facedetector.search.DetectorSettings;
import io.moodstream.pipeline.frames.CameraId;
import io.moodstream.pipeline.frames.FaceExpression;
import io.moodstream.pipeline.frames.FrameExpressions;
import io.moodstream.pipeline.frames.FrameId;
import io.moodstream.pipeline.frames.FrameInfo;
import io.moodstream.pipeline.frames.Outcome;
import io.moodstream.pipeline.frames.Probabilities;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Finds, follows and analyses the faces of a video, as the stages do with a camera's frames. The
 * report has every prediction as it is; the copy shows them smoothed, as the live page does.
 */
public final class VideoAnalysis {
  private static final CameraId VIDEO = new CameraId("video");

  private final VideoFile video;
  private final FaceFinder finder;
  private final ExpressionModel model;
  private final ProbabilitySmoother smoother;
  private final AtomicLong tracks = new AtomicLong();
  private final Tracker tracker;

  public VideoAnalysis(
      VideoFile video,
      FaceFinder finder,
      DetectorSettings settings,
      ExpressionModel model,
      ProbabilitySmoother smoother) {
    this.video = video;
    this.finder = finder;
    this.model = model;
    this.smoother = smoother;
    this.tracker =
        new Tracker(settings.trackOverlap(), settings.trackLife(), tracks::incrementAndGet);
  }

  public void run(FaceReport report, AnnotatedVideo copy, Progress progress) throws IOException {
    Optional<VideoFile.Picture> picture = video.next();
    while (picture.isPresent()) {
      List<FaceExpression> faces = faces(picture.get());
      report.add(picture.get().at(), faces);
      copy.add(picture.get(), smoother.smooth(frame(picture.get(), faces)).faces());
      progress.step();
      picture = video.next();
    }
  }

  private static FrameExpressions frame(VideoFile.Picture picture, List<FaceExpression> faces) {
    Instant at = Instant.EPOCH.plus(picture.at());
    var id = new FrameId("video", Math.max(0, picture.at().toMillis()));
    var info =
        new FrameInfo(VIDEO, id, at, at, picture.width(), picture.height(), Outcome.ANALYSED);
    return new FrameExpressions(info, 1, faces);
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
