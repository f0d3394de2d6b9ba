package io.moodstream.dashboard;

import static io.moodstream.dashboard.RunningDashboard.NOW;
import static io.moodstream.dashboard.RunningDashboard.json;
import static io.moodstream.dashboard.Samples.HALL;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.moodstream.pipeline.cameras.CameraLabel;
import io.moodstream.pipeline.cameras.CameraOwner;
import io.moodstream.pipeline.cameras.CameraOwner.Origin;
import io.moodstream.pipeline.cameras.CameraPurpose;
import io.moodstream.pipeline.cameras.CameraStatus;
import io.moodstream.pipeline.cameras.CameraStatus.State;
import io.moodstream.pipeline.cameras.DeclaredUse;
import io.moodstream.pipeline.cameras.ExceptionClaim;
import io.moodstream.pipeline.frames.CameraId;
import io.moodstream.pipeline.models.AuditEntry;
import java.net.http.HttpResponse;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Purposes that the law prohibits, and claims of its exceptions. */
class DeclaredUseApiTest extends ManagedCamerasFixture {
  @Test
  void shouldRefuseAPurposeThatTheLawProhibits() {
    HttpResponse<String> answer =
        post(CAMERAS, "{'id':'desk','source':'webcam:0','purposeCode':'workplace'}");

    api.assertDescribed("post", CAMERAS, 422, answer);
    JsonNode problem = json(answer);
    assertThat(problem.get("type").asText()).isEqualTo("urn:moodstream:problem:prohibited-purpose");
    assertThat(problem.get("parameter").asText()).isEqualTo("purposeCode");
    assertThat(problem.get("detail").asText())
        .startsWith("purposeCode: 'workplace' is refused (prohibited-purpose): ")
        .contains("Regulation (EU) 2024/1689, Article 5(1)(f)");
    assertThat(dashboard.configs).isEmpty();
    assertThat(dashboard.audit).isEmpty();

    post(CAMERAS, NEW);
    HttpResponse<String> changed = patch("hall", "{'purposeCode':'education'}");
    api.assertDescribed("patch", ONE, 422, changed);
    assertThat(json(changed).get("type").asText()).endsWith("prohibited-purpose");
  }

  @Test
  void shouldWriteAClaimedExceptionToTheAuditOnce() {
    String reason = "Tired crane drivers endanger the people below them.";

    HttpResponse<String> added =
        post(
            CAMERAS,
            "{'id':'crane','source':'webcam:0','purposeCode':'workplace','exception':'safety',"
                + "'legalBasis':'vital-interests','exceptionReason':'%s'}".formatted(reason));

    api.assertDescribed("post", CAMERAS, 201, added);
    assertThat(json(added).get("exception").asText()).isEqualTo("safety");
    assertThat(json(added).get("exceptionReason").asText()).isEqualTo(reason);
    AuditEntry claim = dashboard.audit.get(1);
    assertThat(claim.action()).isEqualTo(AuditEntry.Action.EXCEPTION_CLAIMED);
    assertThat(claim.by()).isEqualTo("dashboard 127.0.0.1");
    assertThat(claim.at()).isEqualTo(NOW);
    assertThat(claim.reason())
        .isEqualTo(
            "camera crane: safety exception of Article 5(1)(f) of Regulation (EU) 2024/1689 claimed: "
                + reason);
    assertThat(claim.concerns(new CameraId("crane"))).as("goes with an erasure").isFalse();

    patch("crane", "{'name':'Crane'}");
    assertThat(dashboard.audit).hasSize(3);
    patch("crane", "{'exceptionReason':'%s It has happened.'}".formatted(reason));
    assertThat(dashboard.audit).hasSize(5);
    patch("crane", "{'purposeCode':'safety','exception':null,'exceptionReason':null}");
    assertThat(lastReason())
        .isEqualTo("camera crane changed: use safety on the basis of vital-interests");
  }

  @Test
  void shouldWriteTheClaimOfAFileToTheAuditOnce() {
    var claim =
        new ExceptionClaim(
            ExceptionClaim.Kind.MEDICAL, "Nurses watch for pain in patients who cannot speak.");
    var use =
        new DeclaredUse(Optional.of(CameraPurpose.WORKPLACE), Optional.empty(), Optional.of(claim));
    var status =
        new CameraStatus(
            HALL,
            "webcam:0",
            State.RUNNING,
            "",
            false,
            NOW,
            new CameraLabel("Ward", Optional.empty(), "", use),
            new CameraOwner("pi", Origin.FILE));

    dashboard.view.onStatus(status);
    dashboard.view.onStatus(status);

    assertThat(dashboard.audit)
        .singleElement()
        .satisfies(
            entry -> {
              assertThat(entry.action()).isEqualTo(AuditEntry.Action.EXCEPTION_CLAIMED);
              assertThat(entry.by()).isEqualTo("file on pi");
              assertThat(entry.reason()).isEqualTo("camera hall: " + claim);
            });
    JsonNode camera = json(dashboard.get(CAMERAS)).get(0);
    assertThat(camera.get("purposeCode").asText()).isEqualTo("workplace");
    assertThat(camera.get("legalBasis").isNull()).isTrue();
  }
}
