package dev.slate.serving.dashboard;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;

/** An open page and what it did that a good page does not do. Single thread. */
final class Tab implements AutoCloseable {
  private static final double PATIENCE_MS = 10_000;

  private final BrowserContext context;
  private final Page page;
  private final String url;
  private final List<String> errors = new ArrayList<>();
  private final List<String> strangers = new ArrayList<>();

  Tab(BrowserContext context, String url) {
    this.context = context;
    this.url = url;
    page = context.newPage();
    page.setDefaultTimeout(PATIENCE_MS);
    page.onConsoleMessage(
        message -> {
          if (message.type().equals("error") || message.type().equals("warning")) {
            errors.add(message.text());
          }
        });
    page.onPageError(errors::add);
    String home = URI.create(url).getAuthority();
    page.onRequest(
        request -> {
          if (!home.equals(URI.create(request.url()).getAuthority())) {
            strangers.add(request.url());
          }
        });
    page.navigate(url);
  }

  Page page() {
    return page;
  }

  Locator find(String selector) {
    return page.locator(selector);
  }

  /** Opens a section by its address. */
  void go(String hash) {
    page.navigate(url + "#/" + hash);
  }

  /** Errors and warnings of the console, and exceptions that nobody caught. */
  List<String> errors() {
    return errors;
  }

  /** Requests that left the server that the page came from. */
  List<String> strangers() {
    return strangers;
  }

  /** By how many pixels the page is wider than its window. */
  int overflow() {
    return (Integer)
        page.evaluate("Math.max(0, document.documentElement.scrollWidth - innerWidth)");
  }

  @Override
  public void close() {
    context.close();
  }
}
