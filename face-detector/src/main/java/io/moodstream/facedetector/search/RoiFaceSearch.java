package io.moodstream.facedetector.search;

import io.moodstream.pipeline.frames.CameraId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.bytedeco.opencv.opencv_core.Mat;

/**
 * Finds the faces of successive frames of cameras. Known faces are followed in every frame, each
 * near its last place and at its own scale. The rest of the picture is searched in slices, what has
 * changed first, within a budget of time. A face counts once it was found a second time. Not
 * thread-safe.
 */
public final class RoiFaceSearch {
  /** Regions that overlap more show one face. */
  private static final double SAME = 0.35;

  /** How far around a known face changes are its own, in sides. */
  private static final double HAIR = 0.1;

  /** A confirmed face that is not found is looked for in this many frames more. */
  private static final int PATIENCE = 4;

  /** Longest time whose unused budget is kept. */
  private static final Duration SAVED = Duration.ofMillis(400);

  /**
   * How many frames' budgets one frame may spend: a frame whose search takes long keeps those of
   * all cameras waiting.
   */
  private static final int FRAMES_AT_ONCE = 2;

  /** A camera that was silent for longer starts anew. */
  private static final Duration MEMORY = Duration.ofMinutes(10);

  /** What is known of one camera. */
  private static final class View {
    private final SceneChangeDetector scene;
    private final SearchSchedule schedule;
    private List<FaceTrack> tracks = List.of();
    private Instant at;
    private Instant wholeAt;
    private long nanosLeft;

    View(SceneChangeDetector scene, SearchSchedule schedule, Instant at, long nanosLeft) {
      this.scene = scene;
      this.schedule = schedule;
      this.at = at;
      this.wholeAt = Instant.EPOCH;
      this.nanosLeft = nanosLeft;
    }
  }

  private final RegionFinder finder;
  private final FaceFollower follower;
  private final DetectorSettings settings;
  private final LongSupplier numbers;
  private final LongSupplier nanoTime;
  private final PerCameraCache<View> cameras = new PerCameraCache<>(MEMORY);

  /**
   * @param numbers gives each track its number
   * @param nanoTime a clock of the processor time that this thread has used, ns
   */
  public RoiFaceSearch(
      RegionFinder finder, DetectorSettings settings, LongSupplier numbers, LongSupplier nanoTime) {
    this.finder = finder;
    this.follower = new FaceFollower(finder.rolls().size() > 1);
    this.settings = settings;
    this.numbers = numbers;
    this.nanoTime = nanoTime;
  }

  /**
   * The confirmed faces of a frame. Within a scope of the caller, who owns {@code gray}.
   *
   * @param calm share of the budget that may be used, 0 to 1: less when frames come late
   */
  public List<FaceTrack> find(CameraId camera, Instant at, Mat gray, double calm) {
    Pyramid pyramid = Pyramid.of(gray, settings.smallestFaceIn(gray.cols()), finder);
    View view =
        cameras
            .recall(camera, at)
            .filter(known -> known.scene.isOf(gray.cols(), gray.rows()))
            .orElseGet(() -> newView(pyramid, gray, at));
    cameras.remember(camera, at, view);
    Duration sinceLast = Duration.between(view.at, at);
    view.at = at;
    List<FaceTrack> followed = follow(pyramid, view, at);
    List<Region> known =
        followed.stream()
            .filter(track -> track.missed() == 0)
            .map(track -> track.region().widened(HAIR))
            .toList();
    view.scene.update(pyramid.mat(Math.min(2, pyramid.depth() - 1)), at, known);
    boolean alone = isAlone(view, sinceLast, at);
    List<Detection> newcomers =
        alone ? whole(pyramid, view, at) : slices(pyramid, view, sinceLast, at, calm);
    view.tracks = withNewcomers(followed, newcomers, alone, at);
    return view.tracks.stream().filter(track -> track.missed() == 0 && track.confirmed()).toList();
  }

  private View newView(Pyramid pyramid, Mat gray, Instant at) {
    int cell = Math.max(1, settings.smallestFaceIn(gray.cols()) / 2);
    return new View(
        new SceneChangeDetector(gray.cols(), gray.rows(), cell, at),
        new SearchSchedule(pyramid, finder.rolls(), settings.searchInterval()),
        at,
        budget(settings.searchInterval()));
  }

  private long budget(Duration time) {
    return (long) (time.toNanos() * settings.searchBudget());
  }

  /**
   * Whether the frame has no neighbours that could confirm its faces: pictures that come more
   * rarely than a track lives, or another scene.
   */
  private boolean isAlone(View view, Duration sinceLast, Instant at) {
    return sinceLast.compareTo(settings.trackLife()) > 0
        || (view.scene.cut()
            && Duration.between(view.wholeAt, at).compareTo(settings.searchInterval()) >= 0);
  }

  private List<FaceTrack> follow(Pyramid pyramid, View view, Instant at) {
    var followed = new ArrayList<FaceTrack>();
    for (FaceTrack track : view.tracks) {
      if (Duration.between(track.seenAt(), at).compareTo(settings.trackLife()) > 0
          && track.missed() >= PATIENCE) {
        continue;
      }
      boolean lost = track.missed() > PATIENCE;
      Optional<Region> place = lost ? Optional.empty() : follower.find(pyramid, track, at);
      followed.add(place.map(region -> track.found(region, at)).orElseGet(track::notFound));
    }
    return withoutDoubles(view, followed, at);
  }

  /**
   * When two tracks have come to one face, it belongs to the one that has been found more often.
   */
  private List<FaceTrack> withoutDoubles(View view, List<FaceTrack> followed, Instant at) {
    var kept = new ArrayList<FaceTrack>();
    followed.stream()
        .sorted(Comparator.comparingInt(FaceTrack::finds).reversed())
        .forEach(
            track -> {
              boolean taken =
                  track.missed() == 0
                      && kept.stream()
                          .anyMatch(
                              other ->
                                  other.missed() == 0 && isSame(other.region(), track.region()));
              if (taken) {
                before(view, track).ifPresent(old -> kept.add(old.notFound()));
              } else if (track.missed() == 0 || track.confirmed()) {
                kept.add(track);
              }
              if (track.missed() == 1) {
                view.scene.touch(track.region().widened(0.5), at);
              }
            });
    return kept;
  }

  private static Optional<FaceTrack> before(View view, FaceTrack track) {
    return view.tracks.stream()
        .filter(old -> old.number() == track.number() && old.confirmed())
        .findFirst();
  }

  private static boolean isSame(Region one, Region other) {
    return one.overlap(other) > SAME
        || one.widened(-0.2).contains(other.x(), other.y())
        || other.widened(-0.2).contains(one.x(), one.y());
  }

  private List<Detection> whole(Pyramid pyramid, View view, Instant at) {
    view.wholeAt = at;
    // All slices count as searched.
    while (view.schedule.next(pyramid, view.scene, at).isPresent()) {}
    return WholeSearch.find(pyramid, finder);
  }

  private List<Detection> slices(
      Pyramid pyramid, View view, Duration sinceLast, Instant at, double calm) {
    long gained = Math.max(0, (long) (calm * budget(sinceLast)));
    long saved = Math.min(view.nanosLeft + gained, Math.max(budget(SAVED), view.nanosLeft));
    boolean first = sinceLast.isZero();
    long kept = first ? 0 : Math.max(0, saved - FRAMES_AT_ONCE * gained);
    view.nanosLeft = saved;
    var found = new ArrayList<Detection>();
    while (view.nanosLeft > kept) {
      Optional<SearchSchedule.Due> due = view.schedule.next(pyramid, view.scene, at);
      if (due.isEmpty()) {
        break;
      }
      long start = nanoTime.getAsLong();
      SearchSchedule.Slice slice = due.get().slice();
      found.addAll(
          pyramid.search(slice.level(), due.get().rect(), slice.roll(), RegionFinder.Effort.QUICK));
      view.nanosLeft -= nanoTime.getAsLong() - start;
    }
    return found;
  }

  private List<FaceTrack> withNewcomers(
      List<FaceTrack> followed, List<Detection> newcomers, boolean confirmed, Instant at) {
    var tracks = new ArrayList<>(followed);
    for (Detection newcomer : WholeSearch.withoutOverlaps(newcomers)) {
      Region region = newcomer.region();
      if (tracks.stream()
          .anyMatch(track -> track.missed() == 0 && isSame(track.region(), region))) {
        continue;
      }
      Optional<FaceTrack> lost =
          tracks.stream()
              .filter(track -> track.missed() > 0)
              .filter(
                  track ->
                      overlap(track, region, at) >= settings.trackOverlap()
                          || track.mayBeAt(region, at))
              .max(Comparator.comparingDouble(track -> overlap(track, region, at)));
      lost.ifPresent(tracks::remove);
      FaceTrack track =
          lost.map(known -> known.found(region, at))
              .orElseGet(() -> FaceTrack.first(numbers.getAsLong(), region, at));
      tracks.add(confirmed ? track.asConfirmed() : track);
    }
    return tracks;
  }

  private static double overlap(FaceTrack track, Region region, Instant at) {
    return Math.max(track.region().overlap(region), track.predicted(at).overlap(region));
  }
}
