package io.moodstream.benchmarks.load;

import io.moodstream.facedetector.FollowedFace;
import io.moodstream.facedetector.FollowedFaces;
import io.moodstream.facedetector.PictureSteps;
import io.moodstream.facedetector.search.DetectorSettings;
import io.moodstream.facedetector.search.NativeScope;
import io.moodstream.facedetector.search.SceneStep;
import io.moodstream.pipeline.frames.CameraId;
import io.moodstream.pipeline.frames.DetectedFace;
import io.moodstream.pipeline.frames.DetectedFaces;
import io.moodstream.pipeline.frames.FaceExpression;
import io.moodstream.pipeline.frames.FrameExpressions;
import io.moodstream.pipeline.frames.FrameId;
import io.moodstream.pipeline.frames.FrameInfo;
import io.moodstream.pipeline.frames.Outcome;
import io.moodstream.pipeline.frames.Pixels;
import io.moodstream.pipeline.frames.Probabilities;
import io.moodstream.pipeline.kafka.Topic;
import io.moodstream.pipeline.kafka.Topics;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.bytedeco.opencv.opencv_core.Mat;

/**
 * What each step of the bare loop takes, on one thread. Decoding, the comparison with the frame
 * before and cropping are done once more, alone, and timed; the search is what is left of the
 * detector's time without them. Inference is timed by the clock, because TensorFlow may use threads
 * of its own, everything else by the thread's processor time.
 */
final class BareSteps {
  private final Map<String, Long> nanos = new LinkedHashMap<>();
  private final Footage footage;
  private final BareAnalyser analyser;
  private final SceneStep scene;
  private final Function<List<Pixels>, List<Probabilities>> model;

  private BareSteps(
      Footage footage,
      BareAnalyser analyser,
      SceneStep scene,
      Function<List<Pixels>, List<Probabilities>> model) {
    this.footage = footage;
    this.analyser = analyser;
    this.scene = scene;
    this.model = model;
  }

  /** By step, ms a frame. */
  static Map<String, Double> measure(
      Footage footage,
      double rate,
      Function<List<Pixels>, List<Probabilities>> model,
      Duration warmUp,
      Duration length) {
    try (var analyser = new BareAnalyser(footage, rate, model);
        var scene = new SceneStep(DetectorSettings.defaults())) {
      var steps = new BareSteps(footage, analyser, scene, model);
      long start = System.nanoTime();
      long sequence = 0;
      while (System.nanoTime() - start < warmUp.toNanos()) {
        steps.analyse(sequence++);
      }
      steps.nanos.clear();
      long first = sequence;
      start = System.nanoTime();
      while (System.nanoTime() - start < length.toNanos()) {
        steps.analyse(sequence++);
      }
      return steps.perFrame((sequence - first) * footage.views().size());
    }
  }

  private void analyse(long sequence) {
    for (int camera = 0; camera < footage.views().size(); camera++) {
      analyse(camera, sequence);
    }
  }

  private void analyse(int camera, long sequence) {
    long start = cpu();
    FollowedFaces found = analyser.find(camera, sequence);
    long detector = cpu() - start;
    long before = NativeScope.within(() -> stepsBesideSearch(camera, sequence, found.faces()));
    add("search", detector - before);
    List<DetectedFace> faces = BareAnalyser.suitable(found);
    start = System.nanoTime();
    List<Probabilities> predicted =
        faces.isEmpty()
            ? List.of()
            : model.apply(faces.stream().map(DetectedFace::pixels).toList());
    add("inference", System.nanoTime() - start);
    start = cpu();
    serialise(camera, sequence, found, faces, predicted);
    add("serialise", cpu() - start);
  }

  private long stepsBesideSearch(int camera, long sequence, List<FollowedFace> faces) {
    long start = cpu();
    Mat gray = PictureSteps.decode(footage.picture(camera, sequence));
    long decode = cpu() - start;
    add("decode", decode);
    long compare = scene.time(camera, gray, analyser.at(sequence), BareSteps::cpu);
    add("scene check", compare);
    start = cpu();
    PictureSteps.crop(gray, faces);
    long crop = cpu() - start;
    add("crop", crop);
    return decode + crop + compare;
  }

  /** Both records of a frame are written once, and that of its faces is read once. */
  private void serialise(
      int number,
      long sequence,
      FollowedFaces found,
      List<DetectedFace> faces,
      List<Probabilities> predicted) {
    var camera = new CameraId("camera-" + number);
    Instant at = analyser.at(sequence);
    var info =
        new FrameInfo(
            camera,
            new FrameId("bare", sequence),
            at,
            at,
            found.width(),
            found.height(),
            Outcome.ANALYSED);
    var detected =
        new DetectedFaces(info, found.faces().stream().map(FollowedFace::toDetectedFace).toList());
    byte[] sent = bytes(Topics.FACES, detected);
    var unused =
        Topics.FACES
            .value()
            .deserializer()
            .deserialize(Topics.FACES.name(), new RecordHeaders(), sent);
    List<FaceExpression> expressions = new ArrayList<>();
    for (int face = 0; face < faces.size(); face++) {
      DetectedFace one = faces.get(face);
      expressions.add(
          new FaceExpression(
              one.track(), one.box(), one.quality(), one.roll(), predicted.get(face)));
    }
    var written =
        bytes(
            Topics.EXPRESSIONS, new FrameExpressions(info, 1, expressions, detected.unanalysed()));
    if (written.length == 0) {
      throw new IllegalStateException("a frame's expressions took no bytes");
    }
  }

  private static <V> byte[] bytes(Topic<?, V> topic, V value) {
    return topic.value().serializer().serialize(topic.name(), new RecordHeaders(), value);
  }

  private void add(String step, long time) {
    nanos.merge(step, time, Long::sum);
  }

  private static long cpu() {
    return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
  }

  private Map<String, Double> perFrame(long frames) {
    Map<String, Double> steps = new LinkedHashMap<>();
    nanos.forEach((step, time) -> steps.put(step, time / 1e6 / frames));
    return steps;
  }
}
