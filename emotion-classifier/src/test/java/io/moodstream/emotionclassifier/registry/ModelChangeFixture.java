package io.moodstream.emotionclassifier.registry;

import io.moodstream.emotionclassifier.model.ModelBundle;
import io.moodstream.emotionclassifier.model.TinyModel;
import io.moodstream.emotionclassifier.registry.ModelChange.Request;
import io.moodstream.pipeline.models.ModelRegistry.Publication;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.io.TempDir;

/** Changes of the models on topics in memory. */
abstract class ModelChangeFixture {
  static final Instant NOON = Instant.parse("2026-06-01T12:00:00Z");
  static final Request ADA = new Request("ada", NOON, "because");
  static final Duration LIMIT = Duration.ofSeconds(60);

  @TempDir Path temp;

  final ModelTopics topics = new ModelTopics();

  Publication publish(long seed) {
    ModelBundle bundle = TinyModel.bundle(temp.resolve("model-" + seed), seed);
    return topics.write(catalog -> ModelChange.publish(catalog, bundle, bundle.toZip(), ADA));
  }

  void promote(int version) {
    topics.write(catalog -> ModelChange.nominate(catalog, version, ADA, LIMIT));
    topics.write(catalog -> ModelChange.promote(catalog, version, ADA));
  }
}
