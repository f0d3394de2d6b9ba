package io.moodstream.allinone.commands;

import io.moodstream.allinone.Announcements;
import io.moodstream.allinone.DiskFull;
import io.moodstream.allinone.HostPort;
import io.moodstream.allinone.Version;
import io.moodstream.allinone.commands.capacity.PlanCommand;
import io.moodstream.allinone.commands.privacy.EraseCommand;
import io.moodstream.allinone.options.UsageError;
import io.moodstream.dashboard.summaries.CameraGroup;
import io.moodstream.pipeline.Span;
import io.moodstream.pipeline.UserFacing;
import io.moodstream.pipeline.cameras.CameraSettings;
import io.moodstream.pipeline.process.NativeCode;
import io.moodstream.trainer.network.Architecture;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.apache.kafka.common.KafkaException;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.TypeConversionException;

/** The command line: {@code moodstream COMMAND}. Exit codes: 0 fine, 1 failure, 2 usage. */
@Command(
    name = "moodstream",
    description = "Live expression analytics for cameras, on Kafka Streams.",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    synopsisSubcommandLabel = "COMMAND",
    footer = {"", "Without a command, moodstream runs everything on this machine, as 'run' does."},
    subcommands = {
      RunCommand.class,
      CameraCommand.class,
      DetectCommand.class,
      ClassifyCommand.class,
      AggregateCommand.class,
      AlertCommand.class,
      DashboardCommand.class,
      QueryCommand.class,
      AnalyzeCommand.class,
      TrainCommand.class,
      EvaluateCommand.class,
      ModelsCommand.class,
      TrainingsCommand.class,
      CompletionCommand.class,
      TopicsCommand.class,
      UsersCommand.class,
      EraseCommand.class,
      PlanCommand.class,
      HelpCommand.class
    })
public final class Moodstream {
  private static final int FAILURE = 1;
  private static final int USAGE = 2;

  private Moodstream() {}

  public static void main(String[] args) {
    System.exit(execute(commandLine(), args));
  }

  /** Returns the exit code. */
  static int execute(CommandLine commandLine, String... args) {
    try {
      return commandLine.execute(withDefaultCommand(args));
    } catch (LinkageError e) {
      commandLine.getErr().printf("moodstream: %s%n", NativeCode.explain(e));
      return FAILURE;
    }
  }

  public static CommandLine commandLine() {
    return OptionGroups.addTo(new CommandLine(new Moodstream()))
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setAbbreviatedOptionsAllowed(false)
        .registerConverter(Span.class, parsedBy(Span::parse))
        .registerConverter(HostPort.class, parsedBy(HostPort::parse))
        .registerConverter(CameraSettings.class, parsedBy(CameraSettings::parse))
        .registerConverter(CameraGroup.class, parsedBy(CameraGroup::parse))
        .registerConverter(Architecture.class, parsedBy(Architecture::ofLabel))
        .setParameterExceptionHandler((problem, args) -> usage(problem))
        .setExecutionExceptionHandler((problem, command, result) -> failure(command, problem));
  }

  /** {@code moodstream --port 7071} is {@code moodstream run --port 7071}. */
  static String[] withDefaultCommand(String... args) {
    List<String> own = List.of("-h", "--help", "-V", "--version");
    boolean hasCommand = args.length > 0 && (!args[0].startsWith("-") || own.contains(args[0]));
    if (hasCommand) {
      return args;
    }
    String[] run = new String[args.length + 1];
    run[0] = "run";
    System.arraycopy(args, 0, run, 1, args.length);
    return run;
  }

  /** A text that is none is a usage error. */
  private static <T> ITypeConverter<T> parsedBy(Function<String, T> parser) {
    return text -> {
      try {
        return parser.apply(text);
      } catch (IllegalArgumentException e) {
        throw new TypeConversionException(e.getMessage());
      }
    };
  }

  private static int usage(ParameterException problem) {
    CommandLine command = problem.getCommandLine();
    command.getErr().printf("moodstream: %s%n", firstLine(String.valueOf(problem.getMessage())));
    command.getErr().printf("Try '%s --help'.%n", command.getCommandSpec().qualifiedName());
    return USAGE;
  }

  private static int failure(CommandLine command, Exception problem) throws Exception {
    if (problem instanceof InterruptedException) {
      return 0;
    }
    if (problem instanceof UsageError) {
      return usage(new ParameterException(command, String.valueOf(problem.getMessage())));
    }
    // Kafka's and the file system's exceptions tell of something outside of the program as well.
    if (problem instanceof UserFacing
        || problem instanceof KafkaException
        || problem instanceof IOException
        || problem instanceof UncheckedIOException) {
      Announcements.fail(command, line(problem));
      return FAILURE;
    }
    // A programming error: fixing it needs the whole trace.
    throw problem;
  }

  /** What files' and Kafka's exceptions leave to their type or to their cause is put into words. */
  static String line(Throwable problem) {
    if (DiskFull.causes(problem)) {
      return "the disk is full: " + words(problem);
    }
    return words(problem);
  }

  private static String words(Throwable problem) {
    String message = String.valueOf(problem.getMessage());
    if (problem instanceof KafkaException && problem.getCause() instanceof KafkaException cause) {
      return words(cause);
    }
    if (problem instanceof UncheckedIOException unchecked) {
      IOException cause = Objects.requireNonNull(unchecked.getCause());
      String context = message.equals(cause.toString()) ? "" : message + ": ";
      return context + words(cause);
    }
    if (problem instanceof NoSuchFileException) {
      return "no such file or folder: " + message;
    }
    if (problem instanceof AccessDeniedException) {
      return "this user may not use " + message;
    }
    boolean bare = problem instanceof FileSystemException file && file.getReason() == null;
    return bare ? problem.toString() : message;
  }

  private static String firstLine(String message) {
    return Arrays.asList(message.split("\\R", 2)).get(0);
  }
}
