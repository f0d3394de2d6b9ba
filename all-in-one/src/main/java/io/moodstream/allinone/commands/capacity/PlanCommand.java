package io.moodstream.allinone.commands.capacity;

import io.moodstream.allinone.Failure;
import io.moodstream.allinone.options.UsageError;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** From cameras to partitions, cores, memory, disk and network. */
@Command(
    name = "plan",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Computes what a number of cameras needs: partitions, instances, cores, memory, disk, network.",
      "Rests on costs that were measured, and refuses cameras that cost more than any of those."
    })
public final class PlanCommand implements Callable<Integer> {
  private static final Pattern SIZE = Pattern.compile("(\\d{1,5})x(\\d{1,5})");

  @Option(names = "--cameras", paramLabel = "N", required = true, description = "How many cameras.")
  private int cameras;

  @Option(
      names = "--rate",
      paramLabel = "R",
      required = true,
      description = "Frames/s of each camera.")
  private double rate;

  @Option(
      names = "--size",
      paramLabel = "WxH",
      defaultValue = "1280x720",
      description = "Pixels of a frame. Default: ${DEFAULT-VALUE}")
  private String size = "1280x720";

  @Option(
      names = "--faces",
      paramLabel = "F",
      defaultValue = "2",
      description = "Mean of the faces in a frame. Default: ${DEFAULT-VALUE}")
  private double faces = 2;

  @Option(
      names = "--replication",
      paramLabel = "N",
      defaultValue = "3",
      description = "Copies of each record that the brokers keep. Default: ${DEFAULT-VALUE}")
  private int replication = 3;

  @Option(names = "--json", description = "Prints json instead of a table.")
  private boolean json;

  @Spec private CommandSpec spec = CommandSpec.create();

  private PlanCommand() {}

  @Override
  public Integer call() throws IOException {
    Demand demand = UsageError.unlessValid(this::demand);
    CostSheet sheet = CostSheet.shipped();
    MeasuredLoad measured =
        sheet.upperBound(demand).orElseThrow(() -> new Failure(notMeasured(demand, sheet)));
    CapacityPlan plan = CapacityPlan.of(demand, measured, sheet.reading());
    PrintWriter out = spec.commandLine().getOut();
    out.print(json ? PlanJson.of(plan) : PlanTable.of(plan));
    out.flush();
    return 0;
  }

  private Demand demand() {
    Matcher pixels = SIZE.matcher(size);
    if (!pixels.matches()) {
      throw new IllegalArgumentException("'%s' is not a size such as 1280x720".formatted(size));
    }
    return new Demand(
        cameras,
        rate,
        Integer.parseInt(pixels.group(1)),
        Integer.parseInt(pixels.group(2)),
        faces,
        replication);
  }

  private static String notMeasured(Demand demand, CostSheet sheet) {
    String known =
        sheet.loads().stream().map(PlanTable::kind).distinct().collect(Collectors.joining("; "));
    return ("not measured: %dx%d pixels with %s faces at %s frames/s; measured are cameras of %s."
            + " Fewer pixels, fewer faces and more frames/s cost no more a frame than these")
        .formatted(
            demand.width(),
            demand.height(),
            PlanTable.number(demand.faces()),
            PlanTable.number(demand.rate()),
            known);
  }
}
