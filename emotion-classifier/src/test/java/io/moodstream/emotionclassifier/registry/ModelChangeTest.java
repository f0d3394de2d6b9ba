package io.moodstream.emotionclassifier.registry;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.moodstream.emotionclassifier.registry.ModelChange.Request;
import io.moodstream.pipeline.kafka.Topics;
import io.moodstream.pipeline.models.AuditEntry;
import io.moodstream.pipeline.models.AuditEntry.Action;
import io.moodstream.pipeline.models.CameraShare;
import io.moodstream.pipeline.models.ModelAlias;
import io.moodstream.pipeline.models.ModelAssignment;
import io.moodstream.pipeline.models.ModelRegistry.ModelConflict;
import io.moodstream.pipeline.models.ModelRegistry.UnknownModel;
import java.util.Arrays;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;

class ModelChangeTest extends ModelChangeFixture {
  @Test
  void shouldStartACanaryAndMakeItChampion() {
    // Given
    publish(1);
    int version = publish(2).version();
    var share = new CameraShare(20);

    // When
    topics.write(c -> ModelChange.startCanary(c, version, share, ADA));

    // Then
    ModelAssignment canary = topics.read().aliases().get(ModelAlias.CANARY);
    assertThat(canary.version()).isEqualTo(version);
    assertThat(canary.percent()).isEqualTo(20);

    // When it has passed
    topics.write(c -> ModelChange.finishCanary(c, version, ADA));

    // Then a second classifier that comes to the same changes nothing
    assertThat(topics.read().version(ModelAlias.CHAMPION)).isEqualTo(version);
    assertThat(topics.read().version(ModelAlias.CANARY)).isZero();
    assertThat(topics.read().championsBefore()).containsExactly(1);
    assertThat(ModelChange.finishCanary(topics.read(), version, ADA).records()).isEmpty();
  }

  @Test
  void shouldEndACanaryOnce() {
    publish(1);
    int version = publish(2).version();
    topics.write(c -> ModelChange.startCanary(c, version, new CameraShare(20), ADA));

    topics.write(c -> ModelChange.endCanary(c, version, ADA));

    assertThat(topics.read().version(ModelAlias.CANARY)).isZero();
    assertThat(topics.read().version(ModelAlias.CHAMPION)).isEqualTo(1);
    assertThat(topics.read().audit())
        .extracting(AuditEntry::action)
        .endsWith(Action.CANARY_STARTED, Action.CANARY_ENDED);
    assertThat(ModelChange.endCanary(topics.read(), version, ADA).records()).isEmpty();
  }

  @Test
  void shouldRefuseACanaryOfTheChampionAndASecondOne() {
    publish(1);
    publish(2);
    publish(3);
    var share = new CameraShare(20);
    topics.write(c -> ModelChange.startCanary(c, 2, share, ADA));

    assertThatThrownBy(() -> ModelChange.startCanary(topics.read(), 1, share, ADA))
        .isInstanceOf(ModelConflict.class);
    assertThatThrownBy(() -> ModelChange.startCanary(topics.read(), 3, share, ADA))
        .isInstanceOf(ModelConflict.class)
        .hasMessage("version 2 is the canary: end it first");
  }

  @Test
  void shouldNotRollBackToWhatIsDeleted() {
    publish(1);
    publish(2);
    promote(2);
    topics.write(c -> ModelChange.delete(c, 1, ADA));

    assertThatThrownBy(() -> topics.write(c -> ModelChange.rollBack(c, 1, ADA, Action.FELL_BACK)))
        .isInstanceOf(UnknownModel.class);
  }

  @Test
  void shouldPromoteInTwoSteps() {
    // Given a challenger
    publish(1);
    publish(2);
    topics.write(catalog -> ModelChange.challenge(catalog, 2, ADA));

    // When
    topics.write(catalog -> ModelChange.nominate(catalog, 2, ADA, LIMIT));

    // Then nothing but the candidate has changed
    assertThat(topics.read().version(ModelAlias.CHAMPION)).isEqualTo(1);
    assertThat(topics.read().version(ModelAlias.CANDIDATE)).isEqualTo(2);

    // When
    topics.write(catalog -> ModelChange.promote(catalog, 2, ADA));

    // Then
    ModelCatalog catalog = topics.read();
    assertThat(catalog.version(ModelAlias.CHAMPION)).isEqualTo(2);
    assertThat(catalog.version(ModelAlias.CANDIDATE)).isZero();
    assertThat(catalog.version(ModelAlias.CHALLENGER)).isZero();
    assertThat(catalog.audit())
        .last()
        .isEqualTo(new AuditEntry(NOON, "ada", Action.PROMOTED, 1, 2, "because"));
  }

  @Test
  void shouldLeaveEverythingWhenAPromotionFails() {
    // Given
    publish(1);
    publish(2);
    topics.write(catalog -> ModelChange.nominate(catalog, 2, ADA, LIMIT));

    // When
    topics.write(catalog -> ModelChange.withdraw(catalog, 2, ADA));

    // Then
    ModelCatalog catalog = topics.read();
    assertThat(catalog.version(ModelAlias.CHAMPION)).isEqualTo(1);
    assertThat(catalog.version(ModelAlias.CANDIDATE)).isZero();
    assertThat(catalog.audit())
        .last()
        .extracting(AuditEntry::action)
        .isEqualTo(Action.PROMOTION_FAILED);
    assertThatThrownBy(() -> topics.write(c -> ModelChange.promote(c, 2, ADA)))
        .isInstanceOf(ModelConflict.class);
  }

  @Test
  void shouldPromoteOneAtATimeButNotWaitForSomebodyWhoDied() {
    // Given
    publish(1);
    publish(2);
    publish(3);
    topics.write(catalog -> ModelChange.nominate(catalog, 2, ADA, LIMIT));
    Request soon = new Request("bob", NOON.plusSeconds(59), "");
    Request later = new Request("bob", NOON.plusSeconds(61), "");

    // When, then
    assertThatThrownBy(() -> topics.write(c -> ModelChange.nominate(c, 3, soon, LIMIT)))
        .isInstanceOf(ModelConflict.class)
        .hasMessage("the promotion of version 2 by ada is under way, so version 3 has to wait");
    assertThat(topics.<Integer>write(c -> ModelChange.nominate(c, 3, later, LIMIT))).isEqualTo(3);
  }

  @Test
  void shouldRollBackStepByStep() {
    // Given 1, then 2, then 3
    publish(1);
    publish(2);
    publish(3);
    promote(2);
    promote(3);

    // When
    int once = rollBack();
    int twice = rollBack();

    // Then
    assertThat(once).isEqualTo(2);
    assertThat(twice).isEqualTo(1);
    assertThat(topics.read().version(ModelAlias.CHAMPION)).isEqualTo(1);
    assertThatThrownBy(this::rollBack)
        .isInstanceOf(ModelConflict.class)
        .hasMessage("there is no champion before this one");
  }

  @Test
  void shouldKeepTheHistoryWhenSomebodyElseRolledBackFirst() {
    // Given 1, then 2, then 3
    publish(1);
    publish(2);
    publish(3);
    promote(2);
    promote(3);
    topics.write(c -> ModelChange.rollBack(c, 2, ADA, Action.ROLLED_BACK));
    int before = topics.records().size();

    // When
    topics.write(c -> ModelChange.rollBack(c, 2, ADA, Action.FELL_BACK));

    // Then
    assertThat(topics.records()).hasSize(before);
    assertThat(rollBack()).isEqualTo(1);
  }

  @Test
  void shouldRollBackPastAVersionThatWasDeleted() {
    // Given
    publish(1);
    publish(2);
    publish(3);
    promote(2);
    promote(3);
    topics.write(catalog -> ModelChange.delete(catalog, 2, ADA));

    // When, then
    assertThat(rollBack()).isEqualTo(1);
  }

  @Test
  void shouldRefuseVersionsThatAreUnknownOrServe() {
    publish(1);

    assertThatThrownBy(() -> topics.write(c -> ModelChange.nominate(c, 7, ADA, LIMIT)))
        .isInstanceOf(UnknownModel.class);
    assertThatThrownBy(() -> topics.write(c -> ModelChange.nominate(c, 1, ADA, LIMIT)))
        .hasMessage("version 1 is the champion already");
    assertThatThrownBy(() -> topics.write(c -> ModelChange.challenge(c, 1, ADA)))
        .hasMessage("version 1 is the champion already");
  }

  @Test
  void shouldPassOverRecordsOfOthers() {
    // Given
    byte[] nonsense = {1, 2, 3};
    for (String topic :
        Arrays.asList(
            Topics.MODELS.name(), Topics.MODEL_ALIASES.name(), Topics.CLASSIFIERS.name())) {
      topics.append(new ProducerRecord<>(topic, 0, nonsense, nonsense));
      topics.append(new ProducerRecord<>(topic, 0, null, nonsense));
      topics.append(new ProducerRecord<>(topic, 0, "1/manifest".getBytes(UTF_8), nonsense));
    }

    // When, then
    assertThat(publish(1).version()).isEqualTo(1);
    assertThat(topics.read().models()).hasSize(1);
  }

  private int rollBack() {
    int version = ModelChange.previous(topics.read());
    return topics.write(c -> ModelChange.rollBack(c, version, ADA, Action.ROLLED_BACK));
  }
}
