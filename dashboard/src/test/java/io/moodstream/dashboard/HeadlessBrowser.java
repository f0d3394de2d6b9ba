package io.moodstream.dashboard;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.PlaywrightException;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.ColorScheme;
import io.moodstream.dashboard.pages.WebJar;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/** Pages of a running dashboard in a real Chromium, and what axe-core finds wrong in them. */
final class HeadlessBrowser implements AutoCloseable {
  private static final List<String> NAMES =
      List.of("chromium", "chromium-browser", "google-chrome");
  private static final List<String> FLAGS =
      List.of("--no-sandbox", "--disable-gpu", "--disable-sync", "--no-first-run");

  /** A busy machine takes long to compare a password. */
  private static final double LIMIT_MILLIS = 60_000;

  private static final Path PICTURES = Path.of("target", "pages");
  private static final String VIOLATIONS =
      """
      async () => (await axe.run()).violations.map(
          (found) => `${found.id}: ${found.nodes.map((node) => node.html).join(" ")}`)
      """;

  private final Playwright playwright;
  private final Browser browser;
  private final List<String> complaints = new ArrayList<>();

  private HeadlessBrowser(Path chromium) {
    playwright =
        Playwright.create(
            new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
    browser = launch(playwright, chromium);
  }

  /** Where a desktop's libraries are missing, an installed Chromium cannot start either. */
  private static Browser launch(Playwright playwright, Path chromium) {
    try {
      return playwright
          .chromium()
          .launch(new BrowserType.LaunchOptions().setExecutablePath(chromium).setArgs(FLAGS));
    } catch (PlaywrightException e) {
      playwright.close();
      Assumptions.assumeFalse(
          !mustRun() && e.getMessage().contains("error while loading shared libraries"),
          "SKIPPED: " + chromium + " is installed, but a shared library that it needs is missing");
      throw e;
    }
  }

  /**
   * Without a Chromium that can start the test is skipped with the reason; where CI=true, it fails.
   */
  static HeadlessBrowser open() {
    Optional<Path> chromium =
        Stream.of(System.getenv().getOrDefault("PATH", "").split(":", -1))
            .flatMap(folder -> NAMES.stream().map(name -> Path.of(folder, name)))
            .filter(Files::isExecutable)
            .findFirst();
    if (mustRun()) {
      assertThat(chromium).as("CI=true: install Chromium").isPresent();
    }
    Assumptions.assumeTrue(chromium.isPresent(), "SKIPPED: no Chromium (none of " + NAMES + ")");
    return new HeadlessBrowser(chromium.orElseThrow());
  }

  private static boolean mustRun() {
    return "true".equals(System.getenv("CI"));
  }

  /** A browser of its own: no cookie and no worker of another. */
  BrowserContext context(int width, ColorScheme scheme) {
    complaints.clear();
    BrowserContext context =
        browser.newContext(
            new Browser.NewContextOptions()
                .setViewportSize(width, 900)
                .setColorScheme(scheme)
                .setTimezoneId("Europe/Berlin"));
    context.setDefaultTimeout(LIMIT_MILLIS);
    PlaywrightAssertions.setDefaultAssertionTimeout(LIMIT_MILLIS);
    context.onConsoleMessage(
        message -> {
          if (List.of("error", "warning").contains(message.type())) {
            complaints.add(message.text());
          }
        });
    context.onWebError(error -> complaints.add(error.error()));
    return context;
  }

  /** What the pages' scripts have complained about, and what their policy has refused. */
  List<String> complaints() {
    return List.copyOf(complaints);
  }

  /** What axe-core finds; empty when it finds nothing. */
  @SuppressWarnings("unchecked")
  static List<String> violations(Page page) {
    page.evaluate(axe());
    return (List<String>) page.evaluate(VIOLATIONS);
  }

  /** For the eye: in {@code target/pages}. */
  static void picture(Page page, String name) {
    page.screenshot(
        new Page.ScreenshotOptions().setPath(PICTURES.resolve(name + ".png")).setFullPage(true));
  }

  private static String axe() {
    String folder = WebJar.directory("axe-core");
    try (InputStream in = HeadlessBrowser.class.getResourceAsStream(folder + "/axe.min.js")) {
      return new String(in.readAllBytes(), UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    browser.close();
    playwright.close();
  }
}
