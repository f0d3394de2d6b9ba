package io.moodstream.dashboard;

import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterEach;

/** Calls that manage cameras. */
abstract class ManagedCamerasFixture {
  static final String CAMERAS = "/api/v1/cameras";
  static final String ONE = CAMERAS + "/{id}";
  static final String NEW =
      "{'id':'hall','name':'Große Halle','source':'rtsp://ada:geheim@10.0.0.7/live?key=abc',"
          + "'group':'floor','rate':10,'purpose':'queue',"
          + "'masks':[[[0,0],[0.5,0],[0.5,1]]]}";

  final RunningDashboard dashboard = RunningDashboard.open();
  final ApiDescription api = ApiDescription.of(dashboard);

  @AfterEach
  void close() {
    dashboard.close();
  }

  String lastReason() {
    return dashboard.audit.get(dashboard.audit.size() - 1).reason();
  }

  HttpResponse<String> post(String path, String body) {
    return dashboard.send(
        dashboard.request(path).POST(BodyPublishers.ofString(body.replace('\'', '"'))));
  }

  HttpResponse<String> patch(String id, String body) {
    return dashboard.send(
        dashboard
            .request(CAMERAS + "/" + id)
            .method("PATCH", BodyPublishers.ofString(body.replace('\'', '"'))));
  }
}
