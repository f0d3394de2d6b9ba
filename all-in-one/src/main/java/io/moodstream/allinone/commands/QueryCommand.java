package io.moodstream.allinone.commands;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import io.moodstream.allinone.Failure;
import io.moodstream.allinone.commands.tables.SummaryTable;
import io.moodstream.allinone.options.UsageError;
import io.moodstream.pipeline.Span;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** What was, on the command line: a dashboard's summaries as a table, csv or json. */
@Command(
    name = "query",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = "Asks a dashboard for statistics: windows of 10 s, 1 min or 1 h of each camera.")
final class QueryCommand implements Callable<Integer> {
  private static final Pattern NEXT = Pattern.compile("<([^>]+)>; *rel=\"next\"");
  private static final Duration ANSWER_LIMIT = Duration.ofSeconds(30);

  @Option(
      names = "--url",
      paramLabel = "URL",
      defaultValue = "http://127.0.0.1:7070",
      description = "The dashboard. Default: ${DEFAULT-VALUE}")
  private URI url = URI.create("http://127.0.0.1:7070");

  @Option(
      names = "--token",
      paramLabel = "TOKEN",
      defaultValue = "${env:MOODSTREAM_TOKEN}",
      description = "The dashboard's token, when it has one. May be set in MOODSTREAM_TOKEN.")
  private @Nullable String token;

  @Option(
      names = "--camera",
      paramLabel = "ID",
      description = "Only this camera; may be given several times. Default: all.")
  private List<String> cameras = new ArrayList<>();

  @Option(
      names = "--group",
      paramLabel = "ID",
      description = "This group of cameras as one; may be given several times.")
  private List<String> groups = new ArrayList<>();

  @Option(
      names = "--step",
      paramLabel = "10s|1m|1h|1d",
      defaultValue = "1m",
      description = "The length of a window. Default: ${DEFAULT-VALUE}")
  private String step = "1m";

  @Option(
      names = "--tz",
      paramLabel = "ZONE",
      description = "The time zone of the days of --step 1d and of --group-by. Default: UTC.")
  private @Nullable String zone;

  @Option(
      names = "--group-by",
      paramLabel = "hourOfDay|weekday",
      description = "Sums all windows of the time by hour of the day or day of the week.")
  private @Nullable String groupBy;

  @Option(
      names = "--last",
      paramLabel = "SPAN",
      description = "From this long ago until now: 90s, 15m, 2h, 7d. Default: the last 15 minutes.")
  private @Nullable Span last;

  @Option(
      names = "--from",
      paramLabel = "TIME",
      description = "Windows that start at or after this time (RFC 3339).")
  private @Nullable String from;

  @Option(names = "--to", paramLabel = "TIME", description = "Windows that start before this time.")
  private @Nullable String to;

  @Option(
      names = "--format",
      paramLabel = "table|csv|json",
      defaultValue = "TABLE",
      description = "Default: ${DEFAULT-VALUE}")
  private Format format = Format.TABLE;

  @Spec private CommandSpec spec = CommandSpec.create();

  private enum Format {
    TABLE("application/json"),
    CSV("text/csv"),
    JSON("application/json");

    private final String mediaType;

    Format(String mediaType) {
      this.mediaType = mediaType;
    }
  }

  @Override
  public Integer call() throws InterruptedException {
    if (last != null && from != null) {
      throw new UsageError("--last and --from exclude each other: both say where to begin");
    }
    List<String> pages = pages();
    PrintWriter out = spec.commandLine().getOut();
    switch (format) {
      case TABLE -> out.print(SummaryTable.of(whole(pages)));
      case JSON -> out.println(whole(pages));
      case CSV -> {
        out.print(pages.get(0));
        pages.stream().skip(1).forEach(page -> out.print(withoutHeader(page)));
      }
    }
    out.flush();
    return 0;
  }

  /** A long answer comes in pages, each with the address of the next. */
  private List<String> pages() throws InterruptedException {
    List<String> pages = new ArrayList<>();
    Optional<URI> next = Optional.of(uri());
    while (next.isPresent()) {
      HttpResponse<String> answer = ask(next.get());
      pages.add(answer.body());
      next = answer.headers().firstValue("Link").flatMap(QueryCommand::next).map(url::resolve);
    }
    return pages;
  }

  private static Optional<String> next(String link) {
    return NEXT.matcher(link).results().map(found -> found.group(1)).findFirst();
  }

  /** The first page with the windows of all. */
  private static JsonNode whole(List<String> pages) {
    JsonNode first = json(pages.get(0));
    if (first.path("series") instanceof ArrayNode series) {
      pages.stream().skip(1).forEach(page -> json(page).path("series").forEach(series::add));
    }
    return first;
  }

  private static String withoutHeader(String csv) {
    return csv.substring(csv.indexOf('\n') + 1);
  }

  private HttpResponse<String> ask(URI call) throws InterruptedException {
    var request =
        HttpRequest.newBuilder(call).timeout(ANSWER_LIMIT).header("Accept", format.mediaType);
    if (token != null) {
      request.header("Authorization", "Bearer " + token);
    }
    HttpResponse<String> response;
    try {
      response =
          HttpClient.newBuilder()
              .connectTimeout(ANSWER_LIMIT)
              .build()
              .send(request.build(), HttpResponse.BodyHandlers.ofString());
    } catch (IOException e) {
      throw new Failure("no dashboard answers at %s (%s): is --url right?".formatted(url, e), e);
    }
    if (response.statusCode() != 200) {
      throw new Failure("%s answers %d: %s".formatted(url, response.statusCode(), why(response)));
    }
    return response;
  }

  private URI uri() {
    var query = new ArrayList<String>();
    if (groupBy == null) {
      query.add("step=" + step);
    } else {
      query.add("groupBy=" + groupBy);
    }
    if (zone != null) {
      query.add("tz=" + zone);
    }
    cameras.forEach(camera -> query.add("camera=" + camera));
    groups.forEach(group -> query.add("group=" + group));
    if (last != null) {
      query.add("from=" + Instant.now().minus(last.duration()));
    }
    if (from != null) {
      query.add("from=" + from.replace("+", "%2B"));
    }
    if (to != null) {
      query.add("to=" + to.replace("+", "%2B"));
    }
    try {
      return URI.create(
          url.toString().replaceAll("/+$", "") + "/api/v1/summaries?" + String.join("&", query));
    } catch (IllegalArgumentException e) {
      throw new UsageError("this is not a query: " + e.getMessage());
    }
  }

  /** The reason of a problem (RFC 9457); the first line of anything else. */
  private static String why(HttpResponse<String> response) {
    boolean problem =
        response.headers().firstValue("Content-Type").orElse("").contains("problem+json");
    return problem
        ? json(response.body()).path("detail").asText()
        : response.body().lines().findFirst().orElse("");
  }

  private static JsonNode json(String text) {
    try {
      return new JsonMapper().readTree(text);
    } catch (IOException e) {
      throw new Failure("the answer is not json: is --url a dashboard? " + e.getMessage(), e);
    }
  }
}
