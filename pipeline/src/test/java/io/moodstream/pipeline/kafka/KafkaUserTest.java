package io.moodstream.pipeline.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.errors.GroupAuthorizationException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.errors.TransactionalIdAuthorizationException;
import org.apache.kafka.streams.errors.StreamsException;
import org.junit.jupiter.api.Test;

class KafkaUserTest {
  @Test
  void shouldLetSomeStageWriteEachTopic() {
    assertThat(Topics.ALL)
        .allSatisfy(
            topic ->
                assertThat(KafkaUser.stages())
                    .as(topic.name())
                    .anySatisfy(
                        user ->
                            assertThat(user.operations(topic.name()))
                                .contains(AclOperation.WRITE)));
  }

  @Test
  void shouldKeepPicturesFromAllButThoseThatNeedThem() {
    assertThat(KafkaUser.values())
        .filteredOn(user -> user.operations(Topics.FRAMES.name()).contains(AclOperation.READ))
        .containsExactly(KafkaUser.FACE_DETECTOR, KafkaUser.DASHBOARD, KafkaUser.ERASURE);
  }

  @Test
  void shouldListTheRightsOfAStage() {
    assertThat(KafkaUser.FACE_DETECTOR.rights())
        .extracting(KafkaRight::toString)
        .containsExactly(
            "READ on topic moodstream.frames.v1",
            "WRITE on topic moodstream.faces.v1",
            "WRITE on topic moodstream.face-detector.dlq.v1",
            "READ on group moodstream-face-detector");
  }

  @Test
  void shouldNameTopicAndOperationThatAreDenied() {
    var denied =
        new StreamsException(
            "sending failed", new TopicAuthorizationException(Set.of("moodstream.faces.v1")));

    assertThat(AccessDenied.explain(denied, List.of(KafkaUser.FACE_DETECTOR)))
        .get()
        .asString()
        .startsWith("Kafka denies WRITE on topic moodstream.faces.v1 (");
  }

  @Test
  void shouldNameAGroupThatIsDenied() {
    var denied = GroupAuthorizationException.forGroupId("moodstream-face-detector");

    assertThat(AccessDenied.explain(denied, List.of(KafkaUser.FACE_DETECTOR)))
        .get()
        .asString()
        .startsWith("Kafka denies READ on group moodstream-face-detector (");
  }

  @Test
  void shouldNameTransactionsThatAreDenied() {
    var denied = new TransactionalIdAuthorizationException("Transactional Id authorization failed");

    assertThat(AccessDenied.explain(denied, List.of(KafkaUser.AGGREGATOR)))
        .get()
        .asString()
        .startsWith("Kafka denies WRITE on transactional id moodstream-aggregator* (");
  }

  @Test
  void shouldLeaveOtherFailuresAlone() {
    assertThat(
            AccessDenied.explain(new IllegalStateException("full"), List.of(KafkaUser.AGGREGATOR)))
        .isEmpty();
  }
}
