package io.moodstream.dashboard;

import static io.moodstream.dashboard.RunningDashboard.NOW;
import static io.moodstream.dashboard.Samples.DOOR;
import static io.moodstream.dashboard.Samples.HALL;
import static io.moodstream.dashboard.Samples.frameId;
import static io.moodstream.dashboard.Samples.jpeg;
import static io.moodstream.dashboard.Samples.status;
import static org.assertj.core.api.Assertions.assertThat;

import io.moodstream.dashboard.users.PasswordHash;
import io.moodstream.dashboard.users.Role;
import io.moodstream.dashboard.users.User;
import io.moodstream.dashboard.users.Users;
import io.moodstream.pipeline.frames.CameraId;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A dashboard with users of every role. */
abstract class SignInFixture {
  static final String PASSWORD = "correct horse";
  static final PasswordHash HASH = PasswordHash.of(PASSWORD, 100_000);

  @TempDir Path folder;
  Path file;
  RunningDashboard dashboard;

  @BeforeEach
  void start() throws IOException {
    file = folder.resolve("users.yaml");
    write(
        user("vera", Role.VIEWER),
        user("ana", Role.ANALYST),
        user("otto", Role.OPERATOR),
        user("mia", Role.MODEL_ENGINEER),
        user("paul", Role.PRIVACY_OFFICER),
        new User("hal", HASH, Set.of(Role.ANALYST, Role.OPERATOR), Optional.of(Set.of(HALL))));
    var settings =
        RunningDashboard.settings(Optional.of("long-token"))
            .withWeb(web -> web.withUsers(Users.of(file)));
    dashboard = RunningDashboard.with(settings, (cameras, step, from, to) -> List.of());
    dashboard.view.onStatus(status(HALL, true, NOW));
    dashboard.view.onStatus(status(DOOR, true, NOW));
    dashboard.view.onPicture(HALL, frameId(1), jpeg("hall"));
    dashboard.view.onPicture(DOOR, frameId(1), jpeg("door"));
  }

  @AfterEach
  void close() {
    dashboard.close();
  }

  int get(String path, String cookie) {
    return dashboard.get(path, "Cookie", cookie).statusCode();
  }

  String signIn(String name) {
    HttpResponse<String> answer = post(name, PASSWORD);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
    return cookie(answer);
  }

  HttpResponse<String> post(String name, String password) {
    String body = "{\"name\": \"%s\", \"password\": \"%s\"}".formatted(name, password);
    return dashboard.send(dashboard.request("/api/v1/session").POST(BodyPublishers.ofString(body)));
  }

  static String cookie(HttpResponse<String> answer) {
    String cookie = answer.headers().firstValue("Set-Cookie").orElseThrow();
    return cookie.substring(0, cookie.indexOf(';'));
  }

  static User user(String name, Role role) {
    return new User(name, HASH, Set.of(role), Optional.<Set<CameraId>>empty());
  }

  void write(User... users) throws IOException {
    Files.writeString(file, Users.write(List.of(users)));
  }
}
