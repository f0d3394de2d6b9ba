package io.moodstream.benchmarks.load;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import io.moodstream.emotionclassifier.model.ExpressionModel;
import io.moodstream.emotionclassifier.model.ModelBundle;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The whole system under offered load; see {@code benchmarks/README.md}. */
@Command(
    name = "LoadBenchmark",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Measures moodstream under load: frames/s, processor time by stage and step, delays, memory.",
      "Loops without Kafka run first, then 'moodstream run' with an open page, to which this",
      "process sends encoded pictures. Writes report.json and report.html."
    })
public final class LoadBenchmark implements Callable<Integer> {
  private static final int MOST_CAMERAS = 64;
  private static final double USUAL_LOAD = 0.75;

  @Option(
      names = "--cameras",
      split = ",",
      paramLabel = "N",
      description = "Cameras of each scenario, 1 to 64. Default: 1,2,4,8")
  private List<Integer> cameras = List.of(1, 2, 4, 8);

  @Option(
      names = "--rate",
      defaultValue = "10",
      description = "Frames/s of each camera. Default: ${DEFAULT-VALUE}")
  private double rate = 10;

  @Option(
      names = "--scene",
      defaultValue = "synthetic:1",
      description = {
        "Drawn people: synthetic:SEED[,size=WIDTHxHEIGHT,people=N]; four views, of this seed and",
        "the next three. Default: ${DEFAULT-VALUE}"
      })
  private String scene = "synthetic:1";

  @Option(names = "--clip", paramLabel = "FILE", description = "A video instead of drawn people.")
  private @Nullable Path clip;

  @Option(
      names = "--seconds",
      defaultValue = "15",
      description = "Measured time of each scenario and loop. Default: ${DEFAULT-VALUE}")
  private int seconds = 15;

  @Option(
      names = "--warm-up",
      defaultValue = "5",
      description = {
        "Seconds before each measurement that are in no figure; four times as many before the",
        "first scenario. Default: ${DEFAULT-VALUE}"
      })
  private int warmUp = 5;

  @Option(
      names = "--saturate",
      description = {
        "Also adds cameras until the analysed frames/s grow no more, then offers 0.75, 2 and 4",
        "times the peak."
      })
  private boolean saturate;

  @Option(names = "--no-loops", description = "Leaves out the loops without Kafka.")
  private boolean withoutLoops;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      defaultValue = "benchmarks/target/load",
      description = "Receives report.json and report.html. Default: ${DEFAULT-VALUE}")
  private Path out = Path.of("benchmarks/target/load");

  private final List<Scenario> scenarios = new ArrayList<>();

  private LoadBenchmark() {}

  public static void main(String[] args) {
    var commandLine = new CommandLine(new LoadBenchmark());
    System.exit(commandLine.execute(args));
  }

  @Override
  public Integer call() throws Exception {
    for (int number : cameras) {
      if (number < 1 || number > MOST_CAMERAS) {
        System.err.printf("cameras: 1 to %d, not %d%n", MOST_CAMERAS, number);
        return CommandLine.ExitCode.USAGE;
      }
    }
    Files.createDirectories(out);
    Footage footage = footage();
    List<LoopResult> loops = withoutLoops ? List.of() : loops(footage);
    try (LoadedSystem system =
        LoadedSystem.start(footage, Duration.ofSeconds(warmUp), Duration.ofSeconds(seconds))) {
      for (int number : cameras) {
        measure(system, name(number), new RateSchedule(number, rate));
      }
      if (saturate) {
        saturate(system);
      }
    }
    write(footage, loops);
    return CommandLine.ExitCode.OK;
  }

  private Footage footage() throws IOException {
    Duration length = Duration.ofSeconds(10);
    Optional<Path> video = Optional.ofNullable(clip);
    return video.isPresent()
        ? Footage.of(video.get(), Duration.ofHours(1), rate)
        : Footage.drawn(scene, 4, length, rate);
  }

  private List<LoopResult> loops(Footage footage)
      throws IOException, InterruptedException, ExecutionException {
    Path folder = Files.createTempDirectory("moodstream-loops");
    List<LoopResult> loops = new ArrayList<>();
    try (var compact = ExpressionModel.load(ModelBundle.shipped(folder));
        var paper =
            ExpressionModel.load(ModelBundle.open(Path.of("emotion-classifier/models/paper")))) {
      Path cascade = PaperAnalyser.unpackCascade(folder);
      Duration length = Duration.ofSeconds(seconds);
      Duration before = Duration.ofSeconds(2L * warmUp);
      Supplier<PictureLoop.Analyser> bare = () -> new BareAnalyser(footage, rate, compact::predict);
      Supplier<PictureLoop.Analyser> papers =
          () -> new PaperAnalyser(cascade, footage, paper::predict);
      for (int threads : List.of(1, 2)) {
        loops.add(loop(LoadReport.BARE, threads, footage, bare, before, length));
        loops.add(loop(LoadReport.PAPER, threads, footage, papers, before, length));
      }
      loops.set(
          0,
          loops
              .get(0)
              .withSteps(BareSteps.measure(footage, rate, compact::predict, before, length)));
    }
    return loops;
  }

  private static LoopResult loop(
      String name,
      int threads,
      Footage footage,
      Supplier<PictureLoop.Analyser> analysers,
      Duration before,
      Duration length)
      throws InterruptedException, ExecutionException {
    int cameras = Math.max(threads, footage.views().size());
    LoopResult result = PictureLoop.run(name, threads, cameras, analysers, before, length);
    System.out.printf(
        Locale.ROOT, "%s, %d threads: %.1f frames/s%n", name, threads, result.framesPerSecond());
    return result;
  }

  private Scenario measure(LoadedSystem system, String name, RateSchedule schedule)
      throws IOException, InterruptedException {
    Scenario scenario = system.measure(name, schedule);
    scenarios.add(scenario);
    System.out.printf(
        Locale.ROOT,
        "%s: offered %.1f, analysed %.1f frames/s%n",
        name,
        scenario.offered(),
        scenario.analysed());
    return scenario;
  }

  private void saturate(LoadedSystem system) throws IOException, InterruptedException {
    int last = cameras.stream().mapToInt(Integer::intValue).max().orElse(1);
    var unused = SaturationSearch.find(last + 1, MOST_CAMERAS, number -> analysed(system, number));
    double most = scenarios.stream().mapToDouble(Scenario::analysed).max().orElse(0);
    for (double times : new double[] {USUAL_LOAD, 2, 4}) {
      int number = Math.max(1, (int) Math.ceil(times * most / rate));
      measure(
          system,
          String.format(Locale.ROOT, "%s x peak", times),
          new RateSchedule(number, times * most / number));
    }
    System.out.printf(Locale.ROOT, "peak: %.1f frames/s%n", most);
  }

  private static String name(int cameras) {
    return cameras == 1 ? "1 camera" : cameras + " cameras";
  }

  private double analysed(LoadedSystem system, int number) {
    try {
      return measure(system, name(number), new RateSchedule(number, rate)).analysed();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while measuring", e);
    }
  }

  private void write(Footage footage, List<LoopResult> loops) throws IOException {
    var report =
        new LoadReport(
            LocalDate.now(ZoneOffset.UTC).toString(),
            command(),
            Machine.here(),
            footage.name(),
            footage.width(),
            footage.height(),
            footage.meanBytes(),
            rate,
            warmUp,
            seconds,
            loops,
            scenarios);
    System.out.println();
    System.out.println(report.table());
    ObjectMapper json = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);
    json.writeValue(out.resolve("report.json").toFile(), report);
    Files.writeString(out.resolve("report.html"), ReportPage.of(report));
    System.out.println("written to " + out.toAbsolutePath());
  }

  private String command() {
    Function<Object, String> text = String::valueOf;
    String pictures =
        clip == null ? "--scene " + scene : "--clip " + text.apply(clip.getFileName());
    return "LoadBenchmark --cameras %s --rate %s %s --seconds %d --warm-up %d%s%s"
        .formatted(
            cameras.toString().replaceAll("[\\[\\] ]", ""),
            rate,
            pictures,
            seconds,
            warmUp,
            saturate ? " --saturate" : "",
            withoutLoops ? " --no-loops" : "");
  }
}
