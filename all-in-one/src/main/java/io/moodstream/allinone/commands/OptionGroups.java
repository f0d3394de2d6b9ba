package io.moodstream.allinone.commands;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Help;
import picocli.CommandLine.IHelpSectionRenderer;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.UsageMessageSpec;

/** Shows the options of a long help under headings: those of one mixin together. */
final class OptionGroups implements IHelpSectionRenderer {
  private static final int LONG = 20;

  /** The field of a mixin → the heading of its options. */
  private static final Map<String, String> HEADINGS = new LinkedHashMap<>();

  static {
    HEADINGS.put("dashboard", "Dashboard");
    HEADINGS.put("page", "Dashboard");
    HEADINGS.put("detector", "Face detection");
    HEADINGS.put("classifier", "Expressions");
    HEADINGS.put("aggregator", "Statistics");
    HEADINGS.put("alerts", "Alerts");
    HEADINGS.put("flow", "Load");
    HEADINGS.put("kafka", "Kafka");
  }

  private OptionGroups() {}

  /** For every command whose options are many. */
  static CommandLine addTo(CommandLine commandLine) {
    commandLine
        .getSubcommands()
        .values()
        .forEach(
            command -> {
              if (command.getCommandSpec().options().size() >= LONG) {
                command
                    .getHelpSectionMap()
                    .put(UsageMessageSpec.SECTION_KEY_OPTION_LIST, new OptionGroups());
              }
            });
    return commandLine;
  }

  @Override
  public String render(Help help) {
    CommandSpec spec = help.commandSpec();
    Map<String, List<OptionSpec>> groups = new LinkedHashMap<>();
    groups.put("", new ArrayList<>());
    for (OptionSpec option : spec.options()) {
      groups.computeIfAbsent(heading(spec, option), key -> new ArrayList<>()).add(option);
    }
    var text = new StringBuilder();
    groups.forEach(
        (heading, options) -> {
          if (!heading.isEmpty()) {
            text.append("%n%s:%n".formatted(heading));
          }
          text.append(help.optionListExcludingGroups(options));
        });
    return text.toString();
  }

  private static String heading(CommandSpec spec, OptionSpec option) {
    return HEADINGS.entrySet().stream()
        .filter(entry -> isIn(spec.mixins().get(entry.getKey()), option))
        .map(Map.Entry::getValue)
        .findFirst()
        .orElse("");
  }

  private static boolean isIn(@Nullable CommandSpec mixin, OptionSpec option) {
    return mixin != null && mixin.findOption(option.longestName()) != null;
  }
}
