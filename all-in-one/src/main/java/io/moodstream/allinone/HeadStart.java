package io.moodstream.allinone;

import io.moodstream.emotionclassifier.EmotionClassifier;
import io.moodstream.facedetector.FaceDetector;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Loads native code while Kafka starts: the stages that use it are ready sooner. */
public final class HeadStart {
  private static final Logger log = LoggerFactory.getLogger(HeadStart.class);

  private HeadStart() {}

  /** Returns at once. */
  public static void begin() {
    // OpenCV first: it is needed first.
    begin(List.of(FaceDetector::prepare, EmotionClassifier::prepare));
  }

  static Thread begin(List<Runnable> preparations) {
    var thread = new Thread(() -> preparations.forEach(HeadStart::run), "head-start");
    thread.setDaemon(true);
    thread.start();
    return thread;
  }

  private static void run(Runnable preparation) {
    try {
      preparation.run();
    } catch (RuntimeException | LinkageError e) {
      // The stage that needs it meets the same failure, and reports it to the user.
      log.debug("a preparation has failed", e);
    }
  }
}
