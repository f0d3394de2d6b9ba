package io.moodstream.emotionclassifier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.moodstream.emotionclassifier.model.ExpressionModel;
import io.moodstream.emotionclassifier.model.ModelBundle;
import io.moodstream.emotionclassifier.registry.ModelRepository;
import io.moodstream.pipeline.frames.CameraId;
import io.moodstream.pipeline.frames.FaceExpression;
import io.moodstream.pipeline.frames.FrameExpressions;
import io.moodstream.pipeline.frames.Pixels;
import io.moodstream.pipeline.frames.Probabilities;
import io.moodstream.pipeline.kafka.KafkaConnection;
import io.moodstream.pipeline.models.ModelAlias;
import io.moodstream.pipeline.stage.Health;
import io.moodstream.pipeline.stage.Stage;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.awaitility.core.ConditionFactory;

/** Cameras that never pause, classifiers, and a process that changes their models. */
final class Installation implements AutoCloseable {
  static final Duration LIMIT = Duration.ofMinutes(2);

  /** Nothing is skipped, however slow the machine. */
  static final Duration FRESHNESS = Duration.ofMinutes(5);

  /** No model is rolled back for its time: tiny ones take ten times as long when others compute. */
  static final FollowSettings PATIENT = new FollowSettings(0.2, Duration.ofMinutes(2), 10_000);

  private static final Duration READY_LIMIT = Duration.ofSeconds(60);

  private final KafkaConnection kafka;
  private final List<CameraId> cameras;
  private final ModelRepository models;
  private final Answers answers;
  private final SteadyFaces faces;
  private final Map<Integer, List<Probabilities>> predicted = new HashMap<>();
  private final Deque<Stage> stages = new ArrayDeque<>();

  /**
   * @param name of the cameras: other than those of other tests at this broker
   */
  Installation(KafkaConnection kafka, String name) {
    this.kafka = kafka;
    cameras = IntStream.range(0, 6).mapToObj(i -> new CameraId(name + "-" + i)).toList();
    models = new ModelRepository(kafka, READY_LIMIT);
    answers = new Answers(kafka);
    faces = new SteadyFaces(kafka, cameras);
  }

  ModelRepository models() {
    return models;
  }

  int champion() {
    return models.aliases().get(ModelAlias.CHAMPION).version();
  }

  int publish(ModelBundle bundle) {
    int version = models.publish(bundle.toZip(), "ada").version();
    try (ExpressionModel model = ExpressionModel.load(bundle)) {
      predicted.put(version, model.predict(SteadyFaces.ALL));
    }
    return version;
  }

  /**
   * Of a model that fails at one face and predicts the others.
   *
   * @param face its place in {@link SteadyFaces#ALL}
   */
  int publishFailing(ModelBundle bundle, int face) {
    int version = models.publish(bundle.toZip(), "ada").version();
    List<Pixels> others = new ArrayList<>(SteadyFaces.ALL);
    others.set(face, SteadyFaces.ALL.get(0));
    try (ExpressionModel model = ExpressionModel.load(bundle)) {
      predicted.put(version, model.predict(others));
    }
    return version;
  }

  /** Published, and champion before the first classifier starts. */
  int publishChampion(ModelBundle bundle) {
    int version = publish(bundle);
    if (champion() != version) {
      models.promote(version, "ada", "to begin with");
    }
    return version;
  }

  /** Returns when it works; it ends with this. */
  Stage startClassifier(Path stateDir, Path bundle, FollowSettings follow) {
    var settings = new ClassifierSettings(Optional.of(bundle), FRESHNESS, 1, follow);
    Stage stage = EmotionClassifier.stage(kafka, new SimpleMeterRegistry(), settings, stateDir);
    stages.push(stage);
    stage.start();
    patiently("a classifier works")
        .until(
            () -> {
              assertThat(stage.health().isAlive()).as(stage.health().toJson()).isTrue();
              return stage.health().status() == Health.Status.UP;
            });
    return stage;
  }

  /** Returns when this version has predicted the newest frame of every camera. */
  void awaitServing(int version) {
    patiently("every camera is predicted by version " + version)
        .until(() -> cameras.stream().allMatch(camera -> latest(camera) == version));
  }

  /** Returns when every camera has {@code count} more answers than now. */
  void awaitMoreAnswers(int count) {
    Map<CameraId, Integer> before = new HashMap<>();
    cameras.forEach(camera -> before.put(camera, answers.of(camera).size()));
    patiently("answers go on")
        .until(
            () ->
                cameras.stream()
                    .allMatch(camera -> answers.of(camera).size() >= before.get(camera) + count));
  }

  /**
   * Lets the cameras end and everything be answered. Each frame must have one answer, in the order
   * of its camera, every face of it predicted by the version that it names.
   *
   * @param versions that served, one after the other, at every camera
   */
  void assertAnsweredOnceBy(Integer... versions) throws InterruptedException {
    assertThat(assertAnsweredOnce().values())
        .allSatisfy(served -> assertThat(served).containsExactly(versions));
  }

  /** The same, whichever classifier served: the versions at each camera, one after the other. */
  Map<CameraId, List<Integer>> assertAnsweredOnce() throws InterruptedException {
    Map<CameraId, List<Integer>> served = new HashMap<>();
    long sent = faces.stop();
    for (CameraId camera : cameras) {
      patiently("all frames of " + camera + " are answered")
          .until(() -> answers.of(camera).size() >= sent);
      List<FrameExpressions> answered = answers.of(camera);
      assertThat(answered)
          .extracting(answer -> answer.frame().id().sequence())
          .as("frames of %s", camera)
          .containsExactlyElementsOf(LongStream.range(0, sent).boxed().toList());
      assertThat(answered).allSatisfy(this::assertPredictedByItsVersion);
      served.put(camera, withoutRepetitions(answered));
    }
    return served;
  }

  static ConditionFactory patiently(String what) {
    return await(what).pollInSameThread().pollDelay(Duration.ZERO).atMost(LIMIT);
  }

  @Override
  public void close() {
    faces.close();
    stages.forEach(Stage::close);
    answers.close();
    models.close();
  }

  private int latest(CameraId camera) {
    List<FrameExpressions> answered = answers.of(camera);
    return answered.isEmpty() ? 0 : answered.get(answered.size() - 1).model();
  }

  private static List<Integer> withoutRepetitions(List<FrameExpressions> answered) {
    List<Integer> versions = new ArrayList<>();
    for (FrameExpressions answer : answered) {
      if (versions.isEmpty() || versions.get(versions.size() - 1) != answer.model()) {
        versions.add(answer.model());
      }
    }
    return versions;
  }

  private void assertPredictedByItsVersion(FrameExpressions answer) {
    assertThat(answer.faces()).hasSize(2);
    for (FaceExpression face : answer.faces()) {
      Probabilities expected = predicted.get(answer.model()).get(Math.toIntExact(face.track()));
      for (int i = 0; i < expected.values().length; i++) {
        assertThat(face.probabilities().values()[i])
            .as("frame %s, predicted by version %d", answer.frame().id(), answer.model())
            .isCloseTo(expected.values()[i], within(1e-4f));
      }
    }
  }
}
