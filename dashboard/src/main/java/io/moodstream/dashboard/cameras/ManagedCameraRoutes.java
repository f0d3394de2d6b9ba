package io.moodstream.dashboard.cameras;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.javalin.config.RoutesConfig;
import io.javalin.http.BadRequestResponse;
import io.javalin.http.ConflictResponse;
import io.javalin.http.Context;
import io.javalin.http.ForbiddenResponse;
import io.javalin.http.HttpStatus;
import io.javalin.http.NotFoundResponse;
import io.moodstream.dashboard.access.AuditTrail;
import io.moodstream.dashboard.http.Body;
import io.moodstream.dashboard.http.Caller;
import io.moodstream.dashboard.http.Errors;
import io.moodstream.dashboard.http.Json;
import io.moodstream.dashboard.http.Parameters;
import io.moodstream.dashboard.http.Problem;
import io.moodstream.dashboard.http.Routes;
import io.moodstream.dashboard.users.Right;
import io.moodstream.pipeline.cameras.CameraJson;
import io.moodstream.pipeline.cameras.CameraJson.InvalidCamera;
import io.moodstream.pipeline.cameras.CameraLabel;
import io.moodstream.pipeline.cameras.CameraOwner.Origin;
import io.moodstream.pipeline.cameras.CameraPurpose;
import io.moodstream.pipeline.cameras.CameraSettings;
import io.moodstream.pipeline.cameras.CameraTrials;
import io.moodstream.pipeline.cameras.DeclaredUse;
import io.moodstream.pipeline.cameras.DeclaredUse.ProhibitedPurpose;
import io.moodstream.pipeline.cameras.ExceptionClaim;
import io.moodstream.pipeline.cameras.LegalBasis;
import io.moodstream.pipeline.cameras.StoredCamera;
import io.moodstream.pipeline.frames.CameraId;
import io.moodstream.pipeline.models.AuditEntry.Action;
import java.io.IOException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntSupplier;

/** To add cameras, to change them, and to try a source before. */
public final class ManagedCameraRoutes implements Routes {
  private static final String CAMERAS = "/api/v1/cameras";
  private static final String MACHINE = "machine";
  private static final int MOST = 1_000;

  /** With these a user could look through any camera of a machine. */
  private static final List<String> OF_ALL_CAMERAS = List.of("source", MACHINE);

  private final CameraBoard cameras;
  private final CameraConfigs configs;
  private final CameraTrials trials;
  private final IntSupplier minimumPeople;
  private final AuditTrail audit;
  private final ClaimAudit claims;
  private final InstantSource clock;

  /**
   * @param minimumPeople the minimum group size that applies
   */
  public ManagedCameraRoutes(
      CameraBoard cameras,
      CameraConfigs configs,
      CameraTrials trials,
      IntSupplier minimumPeople,
      AuditTrail audit,
      InstantSource clock) {
    this.cameras = cameras;
    this.configs = configs;
    this.trials = trials;
    this.minimumPeople = minimumPeople;
    this.audit = audit;
    this.claims = new ClaimAudit(audit, clock);
    this.clock = clock;
  }

  @Override
  public void addTo(RoutesConfig routes) {
    routes.exception(InvalidCamera.class, ManagedCameraRoutes::refuse);
    routes.post(CAMERAS, this::add, Right.OPERATE);
    routes.patch(CAMERAS + "/{id}", this::change, Right.OPERATE);
    routes.post(CAMERAS + "/test", this::test, Right.OPERATE);
    routes.get(CAMERAS + "/webcams", this::webcams, Right.OPERATE);
  }

  private static void refuse(InvalidCamera invalid, Context ctx) {
    Problem problem = Errors.problem(ctx, 422, invalid.getMessage()).because(invalid.field());
    (invalid.isProhibited() ? problem.ofKind(ProhibitedPurpose.CODE) : problem).answer(ctx);
  }

  private void add(Context ctx) {
    Parameters.of(ctx.queryParamMap(), Set.of());
    requireAllCameras(ctx, "add a camera");
    ObjectNode given = object(ctx);
    String machine = machine(given, trials.machine());
    CameraSettings settings = CameraJson.read(given);
    CameraId id = settings.id();
    if (cameras.wanted(id).isPresent()
        || cameras.isClaimed(id, clock.instant())
        || cameras.isSeen(id, clock.instant())) {
      throw new ConflictResponse("there is a camera '%s' already: choose another id".formatted(id));
    }
    if (cameras.wantedCount() >= MOST) {
      throw new ConflictResponse("%,d cameras are the most: remove one".formatted(MOST));
    }
    CameraView view =
        store(
            ctx, settings, machine, "added: %s on %s".formatted(settings.source().text(), machine));
    ctx.status(HttpStatus.CREATED).header("Location", "%s/%s".formatted(CAMERAS, id));
    answer(ctx, view);
  }

  private void change(Context ctx) {
    Parameters.of(ctx.queryParamMap(), Set.of());
    StoredCamera before = changeable(ctx);
    ObjectNode given = object(ctx);
    CameraId id = before.settings().id();
    if (!given.path("id").asText(id.value()).equals(id.value())) {
      throw new InvalidCamera("id", "it cannot change: statistics belong to it");
    }
    // A form sends the source as it is shown, without its secrets.
    if (given.path("source").asText("").equals(before.settings().source().text())) {
      given.remove("source");
    }
    if (given.path(MACHINE).asText("").equals(before.machine())) {
      given.remove(MACHINE);
    }
    if (OF_ALL_CAMERAS.stream().anyMatch(given::has)) {
      requireAllCameras(ctx, "change the source or the machine of a camera");
    }
    String machine = machine(given, Optional.of(before.machine()));
    ObjectNode whole = CameraJson.write(before.settings());
    whole.setAll(given);
    CameraSettings settings = CameraJson.read(whole);
    answer(
        ctx,
        settings.equals(before.settings()) && machine.equals(before.machine())
            ? view(ctx, id)
            : store(ctx, settings, machine, changes(before, settings, machine)));
  }

  /** {@code changed: name, masks}; values only where they are no secret and say most. */
  private static String changes(StoredCamera before, CameraSettings now, String machine) {
    CameraSettings then = before.settings();
    if (then.paused() != now.paused()) {
      return now.paused() ? "paused" : "resumed";
    }
    List<String> changed = new ArrayList<>();
    note(changed, !then.source().equals(now.source()), "source " + now.source().text());
    note(changed, !before.machine().equals(machine), "machine " + machine);
    note(changed, !described(then).equals(described(now)), "name, group or purpose");
    note(changed, !then.label().use().equals(now.label().use()), use(now.label().use()));
    note(changed, !then.framesPerSecond().equals(now.framesPerSecond()), "rate");
    note(changed, then.pictures() != now.pictures(), "pictures " + (now.pictures() ? "on" : "off"));
    note(changed, !then.masks().equals(now.masks()), "masks (%d)".formatted(now.masks().size()));
    return "changed: " + String.join(", ", changed);
  }

  private static CameraLabel described(CameraSettings camera) {
    CameraLabel label = camera.label();
    return new CameraLabel(label.name(), label.group(), label.purpose());
  }

  /** {@code use safety on the basis of legitimate-interest}. */
  private static String use(DeclaredUse use) {
    return "use %s on the basis of %s"
        .formatted(
            use.purpose().map(CameraPurpose::label).orElse("none"),
            use.legalBasis().map(LegalBasis::label).orElse("none"));
  }

  private static void note(List<String> changed, boolean isChanged, String what) {
    if (isChanged) {
      changed.add(what);
    }
  }

  private CameraView store(Context ctx, CameraSettings settings, String machine, String what) {
    String by = Caller.of(ctx).audited(ctx);
    var stored = stored(settings, machine, by);
    Optional<ExceptionClaim> before =
        cameras.wanted(settings.id()).flatMap(known -> known.settings().label().use().exception());
    configs.put(settings.id(), Optional.of(stored));
    // Here at once; elsewhere as Kafka reports it.
    cameras.onWanted(settings.id(), Optional.of(stored));
    audit.add(
        clock.instant(), by, Action.CAMERA_CHANGED, "camera %s %s".formatted(settings.id(), what));
    settings
        .label()
        .use()
        .exception()
        .filter(claim -> !before.equals(Optional.of(claim)))
        .ifPresent(claim -> claims.add(settings.id(), claim, by));
    return view(ctx, settings.id());
  }

  private StoredCamera stored(CameraSettings settings, String machine, String by) {
    try {
      return new StoredCamera(settings, machine, clock.instant(), by);
    } catch (IllegalArgumentException e) {
      // The record's own: field, colon, reason.
      String[] parts = String.valueOf(e.getMessage()).split(": ", 2);
      throw new InvalidCamera(parts[0], parts[parts.length - 1]);
    }
  }

  private CameraView view(Context ctx, CameraId id) {
    return cameras
        .view(id, minimumPeople.getAsInt() > 0, clock.instant())
        .orElseThrow(() -> new NotFoundResponse(CameraRoutes.unknown(ctx.pathParam("id"))));
  }

  private StoredCamera changeable(Context ctx) {
    String id = ctx.pathParam("id");
    CameraId camera =
        Optional.of(id)
            .filter(CameraId::isValid)
            .map(CameraId::new)
            .filter(cameras::knows)
            .filter(Caller.of(ctx)::sees)
            .orElseThrow(() -> new NotFoundResponse(CameraRoutes.unknown(id)));
    return cameras
        .wanted(camera)
        .filter(stored -> cameras.isManaged(camera, clock.instant()))
        .orElseThrow(() -> new ConflictResponse(elsewhere(camera)));
  }

  /** Where to change a camera that the API cannot. */
  private String elsewhere(CameraId camera) {
    String machine = cameras.owner(camera).machine();
    return "camera '%s' is %s".formatted(camera, place(cameras.owner(camera).origin(), machine));
  }

  private static String place(Origin origin, String machine) {
    return switch (origin) {
      case FILE -> "of cameras.yaml on machine '%s': change it there".formatted(machine);
      case COMMAND_LINE ->
          "of the command line on machine '%s': change it there".formatted(machine);
      case UNKNOWN, API -> "not managed here: it is a browser, or of an earlier version";
    };
  }

  private void test(Context ctx) throws InterruptedException {
    Parameters.of(ctx.queryParamMap(), Set.of());
    requireAllCameras(ctx, "try a source");
    ObjectNode given = object(ctx);
    CameraSettings camera = toTry(given);
    audit.add(
        clock.instant(),
        Caller.of(ctx).audited(ctx),
        Action.PICTURES_VIEWED,
        "source %s tried".formatted(camera.source().text()));
    try {
      CameraTrials.Trial trial = trials.test(camera);
      answer(ctx, TrialView.of(trial, minimumPeople.getAsInt() > 0));
    } catch (IOException e) {
      throw new InvalidCamera("source", String.valueOf(e.getMessage()));
    }
  }

  /** A source, or the camera whose source, with its secrets, is kept here. */
  private CameraSettings toTry(ObjectNode given) {
    String machine = machine(given, trials.machine());
    Optional<CameraId> known = Optional.empty();
    if (given.has("camera")) {
      String id = given.remove("camera").asText();
      known = Optional.of(id).filter(CameraId::isValid).map(CameraId::new);
      StoredCamera stored =
          known
              .flatMap(cameras::wanted)
              .orElseThrow(() -> new NotFoundResponse("no camera '%s' of the API".formatted(id)));
      ObjectNode whole = CameraJson.write(stored.settings());
      if (given.path("source").asText("").equals(stored.settings().source().text())) {
        given.remove("source");
      }
      whole.setAll(given);
      given = whole;
    } else {
      given.put("id", "trial");
    }
    CameraSettings camera = CameraJson.read(given);
    stored(camera, machine, "");
    if (!trials.machine().equals(Optional.of(machine))) {
      throw new ConflictResponse(
          "machine '%s' cannot be asked from here: save the camera, and its state shows whether the source opens"
              .formatted(machine));
    }
    return camera;
  }

  private void webcams(Context ctx) {
    Parameters.of(ctx.queryParamMap(), Set.of());
    requireAllCameras(ctx, "list webcams");
    try {
      answer(ctx, new WebcamsView(trials.machine().orElse(null), WebcamsView.of(trials.webcams())));
    } catch (IOException e) {
      throw new ConflictResponse("the webcams cannot be listed: " + e.getMessage());
    }
  }

  private static void requireAllCameras(Context ctx, String what) {
    Caller caller = Caller.of(ctx);
    if (caller.cameras().isPresent()) {
      throw new ForbiddenResponse(
          "%s sees some cameras only and may not %s".formatted(caller.name(), what));
    }
  }

  private static String machine(ObjectNode given, Optional<String> otherwise) {
    JsonNode machine = Optional.ofNullable(given.remove(MACHINE)).orElse(given.path(MACHINE));
    if (machine.isMissingNode() || machine.isNull()) {
      return otherwise.orElseThrow(
          () -> new InvalidCamera(MACHINE, "name a camera machine: this process has no cameras"));
    }
    if (!machine.isTextual() || !CameraId.isValid(machine.textValue())) {
      throw new InvalidCamera(MACHINE, "1 to 64 of the characters A-Z a-z 0-9 . _ -");
    }
    return machine.textValue();
  }

  private static ObjectNode object(Context ctx) {
    try {
      if (Json.tree(Body.read(ctx)) instanceof ObjectNode object) {
        return object;
      }
    } catch (IOException e) {
      throw new BadRequestResponse("the body is not JSON");
    }
    throw new BadRequestResponse("the body is not a JSON object");
  }

  private static void answer(Context ctx, Object value) {
    ctx.header("Cache-Control", "no-store");
    Json.answer(ctx, value);
  }
}
