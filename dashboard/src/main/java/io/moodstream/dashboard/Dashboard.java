package io.moodstream.dashboard;

import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.moodstream.dashboard.access.Access;
import io.moodstream.dashboard.access.AuditTrail;
import io.moodstream.dashboard.access.KafkaAudit;
import io.moodstream.dashboard.access.OidcRoutes;
import io.moodstream.dashboard.access.OwnOrigins;
import io.moodstream.dashboard.access.SessionCookie;
import io.moodstream.dashboard.access.SessionRoutes;
import io.moodstream.dashboard.access.SignIn;
import io.moodstream.dashboard.alerts.AlertRoutes;
import io.moodstream.dashboard.alerts.AlertTopics;
import io.moodstream.dashboard.alerts.KafkaAlertTopics;
import io.moodstream.dashboard.cameras.BrowserCameraRoute;
import io.moodstream.dashboard.cameras.BrowserCameras;
import io.moodstream.dashboard.cameras.CameraConfigs;
import io.moodstream.dashboard.cameras.CameraRoutes;
import io.moodstream.dashboard.cameras.ClaimAudit;
import io.moodstream.dashboard.cameras.ManagedCameraRoutes;
import io.moodstream.dashboard.drift.DriftRoutes;
import io.moodstream.dashboard.drift.ReferenceRequests;
import io.moodstream.dashboard.erasures.ErasureRoutes;
import io.moodstream.dashboard.erasures.Erasures;
import io.moodstream.dashboard.http.HealthRoutes;
import io.moodstream.dashboard.http.Routes;
import io.moodstream.dashboard.http.WebServer;
import io.moodstream.dashboard.http.WebSettings;
import io.moodstream.dashboard.live.LiveRoute;
import io.moodstream.dashboard.live.LiveView;
import io.moodstream.dashboard.live.ProbabilitySmoother;
import io.moodstream.dashboard.live.TopicTails;
import io.moodstream.dashboard.models.ModelRoutes;
import io.moodstream.dashboard.notices.NoticeRoutes;
import io.moodstream.dashboard.pages.PageFiles;
import io.moodstream.dashboard.summaries.SummaryRoutes;
import io.moodstream.dashboard.topics.TopicWriter;
import io.moodstream.dashboard.trainings.TrainingRoutes;
import io.moodstream.pipeline.cameras.CameraTrials;
import io.moodstream.pipeline.kafka.FrameOutlet;
import io.moodstream.pipeline.kafka.KafkaConnection;
import io.moodstream.pipeline.kafka.Topics;
import io.moodstream.pipeline.models.ModelRegistry;
import io.moodstream.pipeline.stage.Health;
import io.moodstream.pipeline.summaries.SummaryQuery;
import io.moodstream.pipeline.trainings.TrainingQueue;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Shows what the cameras see, live and over time: consumes all topics of the flow, produces HTTP. A
 * page may be a camera itself: then it produces frames.
 */
public final class Dashboard {
  /** Of the stage. */
  public static final String NAME = "dashboard";

  private Dashboard() {}

  /**
   * @param metrics what {@code /metrics} prints
   * @param summaries answers questions about the past
   * @param health of the other stages of this process; with its own it is what {@code /health/*}
   *     reports
   * @param models shown and changed over HTTP; the opener closes them, after this stage: see {@link
   *     DashboardStage#releasing}
   * @param trainings likewise
   * @param trials tries sources on the camera machine of this process
   */
  public static DashboardStage stage(
      KafkaConnection kafka,
      PrometheusMeterRegistry metrics,
      DashboardSettings settings,
      SummaryQuery summaries,
      Supplier<Health> health,
      ModelRegistry models,
      TrainingQueue trainings,
      CameraTrials trials) {
    var clock = InstantSource.system();
    var view =
        new LiveView(
            settings.liveClients(),
            settings.minimumPeople(),
            new ProbabilitySmoother(settings.smoothing()),
            metrics,
            clock);
    var tails = new TopicTails(NAME, kafka, metrics, view);
    var browsers = new BrowserCameras(view.cameras(), () -> FrameOutlet.to(kafka, metrics), clock);
    var audit = new KafkaAudit(kafka);
    var alerts = new KafkaAlertTopics(kafka);
    var configs = new TopicWriter(kafka, "dashboard-cameras");
    var erasures = Erasures.of(kafka);
    Supplier<Health> whole =
        () -> Health.merged(List.of(health.get(), tails.health(), view.health()));
    var server =
        new WebServer(
            settings.web(),
            routes(
                view,
                metrics,
                settings,
                summaries,
                whole,
                clock,
                models,
                trainings,
                browsers,
                audit,
                alerts,
                erasures,
                trials,
                (id, camera) -> configs.write(Topics.CAMERA_CONFIGS, id, camera),
                request ->
                    configs.write(
                        Topics.DRIFT_REFERENCES, request.camera(), Optional.of(request))));
    return new DashboardStage(
        settings,
        view,
        browsers,
        server,
        tails,
        () -> {
          erasures.close();
          configs.close();
          alerts.close();
          audit.close();
        });
  }

  static List<Routes> routes(
      LiveView view,
      PrometheusMeterRegistry metrics,
      DashboardSettings settings,
      SummaryQuery summaries,
      Supplier<Health> health,
      InstantSource clock,
      ModelRegistry models,
      TrainingQueue trainings,
      BrowserCameras browsers,
      AuditTrail audit,
      AlertTopics alerts,
      Erasures erasures,
      CameraTrials trials,
      CameraConfigs configs,
      ReferenceRequests references) {
    WebSettings web = settings.web();
    var origins = new OwnOrigins(web.publicUrl());
    var signIn = new SignIn(web, settings.camerasByGroup(), audit, clock);
    var cookie = new SessionCookie(signIn.sessions(), origins);
    view.addStatusListener(new ClaimAudit(audit, clock)::onStatus);
    return List.of(
        // First: it decides whether the others are asked at all.
        new Access(web, origins, signIn, cookie),
        new SessionRoutes(signIn, cookie, origins, audit, clock),
        new OidcRoutes(signIn, cookie, origins, clock),
        new PageFiles(),
        new HealthRoutes(health, metrics),
        new BrowserCameraRoute(browsers),
        new CameraRoutes(
            view.cameras(),
            view.pictures(),
            browsers::forget,
            configs,
            view::minimumPeople,
            audit,
            clock),
        new ManagedCameraRoutes(view.cameras(), configs, trials, view::minimumPeople, audit, clock),
        new NoticeRoutes(
            view.cameras(), settings.controller(), origins, view::minimumPeople, clock),
        new DriftRoutes(view.drift(), view.cameras(), references, audit, clock),
        new SummaryRoutes(summaries, view.cameras(), settings.groups(), view::minimumPeople, clock),
        new ModelRoutes(models, view::shadowView, view.cameras()::ids, view::minimumPeople),
        new TrainingRoutes(trainings),
        new AlertRoutes(view.alerts(), alerts, settings.camerasByGroup(), audit, clock),
        new ErasureRoutes(erasures, clock),
        new LiveRoute(view.clients(), view.cameras()));
  }
}
