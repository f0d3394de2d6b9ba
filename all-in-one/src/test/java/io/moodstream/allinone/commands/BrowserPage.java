package io.moodstream.allinone.commands;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.ConsoleMessage;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.PlaywrightException;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/** A page in a real headless Chromium; what went wrong in it is collected. */
final class BrowserPage implements AutoCloseable {
  private static final List<String> NAMES =
      List.of("chromium", "chromium-browser", "google-chrome", "google-chrome-stable");
  private static final List<String> FLAGS =
      List.of(
          "--no-sandbox",
          "--disable-gpu",
          "--disable-background-networking",
          "--disable-component-update",
          "--disable-sync",
          "--no-first-run");

  /** What takes a second on a quiet machine takes many on a busy one. */
  private static final double LIMIT_MILLIS = 60_000;

  private final Playwright playwright;
  private final Browser browser;
  private final Page page;
  private final List<String> complaints = new ArrayList<>();
  private final List<String> requested = new ArrayList<>();

  private BrowserPage(Path chromium, List<String> moreFlags) {
    playwright =
        Playwright.create(
            new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
    var flags = new ArrayList<>(FLAGS);
    flags.addAll(moreFlags);
    browser = launch(playwright, chromium, flags);
    PlaywrightAssertions.setDefaultAssertionTimeout(LIMIT_MILLIS);
    page = another();
  }

  /** Where a desktop's libraries are missing, an installed Chromium cannot start either. */
  private static Browser launch(Playwright playwright, Path chromium, List<String> flags) {
    try {
      return playwright
          .chromium()
          .launch(new BrowserType.LaunchOptions().setExecutablePath(chromium).setArgs(flags));
    } catch (PlaywrightException e) {
      playwright.close();
      Assumptions.assumeFalse(
          !mustRun() && e.getMessage().contains("error while loading shared libraries"),
          "SKIPPED: " + chromium + " is installed, but a shared library that it needs is missing");
      throw e;
    }
  }

  /**
   * Without a Chromium that can start the test reports SKIPPED with the reason; on a continuous
   * integration, which must have one, it fails.
   */
  static BrowserPage open(String... flags) {
    Optional<Path> chromium = chromium();
    if (mustRun()) {
      assertThat(chromium)
          .as("CI=true, so the browser test must run: install Chromium")
          .isPresent();
    }
    Assumptions.assumeTrue(
        chromium.isPresent(), "SKIPPED: no Chromium on this machine (none of " + NAMES + ")");
    return new BrowserPage(chromium.orElseThrow(), List.of(flags));
  }

  private static boolean mustRun() {
    return "true".equals(System.getenv("CI"));
  }

  /** Another visitor, with a memory of his own. */
  Page another() {
    Page visitor = browser.newPage(new Browser.NewPageOptions().setIgnoreHTTPSErrors(true));
    visitor.setDefaultTimeout(LIMIT_MILLIS);
    visitor.onConsoleMessage(this::collect);
    visitor.onPageError(complaints::add);
    visitor.onRequest(request -> requested.add(request.url()));
    return visitor;
  }

  Page page() {
    return page;
  }

  /** Errors and warnings of the page's scripts, and what its security policy has refused. */
  List<String> complaints() {
    return List.copyOf(complaints);
  }

  /** The addresses of all requests so far. */
  List<String> requested() {
    return List.copyOf(requested);
  }

  @Override
  public void close() {
    browser.close();
    playwright.close();
  }

  private void collect(ConsoleMessage message) {
    if (List.of("error", "warning").contains(message.type())) {
      complaints.add(message.text());
    }
  }

  private static Optional<Path> chromium() {
    return Stream.of(System.getenv().getOrDefault("PATH", "").split(":", -1))
        .flatMap(folder -> NAMES.stream().map(name -> Path.of(folder, name)))
        .filter(Files::isExecutable)
        .findFirst();
  }
}
