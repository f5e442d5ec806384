package dev.slate.pipelines.scheduler;

import dev.slate.data.config.InvalidConfigException;
import dev.slate.data.config.SlateConfig;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Date;
import java.util.Optional;
import java.util.TimeZone;
import org.quartz.CronExpression;

/** When runs are due, in Quartz's cron syntax and a time zone; immutable. */
record Cron(String expression, ZoneId zone) {
  private static final Duration HORIZON = Duration.ofDays(8);

  /**
   * @throws InvalidConfigException naming the key when the expression is not one
   */
  static Cron of(SlateConfig.Nightly nightly) {
    Cron cron = new Cron(nightly.cron(), nightly.timeZone());
    cron.parse();
    return cron;
  }

  CronExpression parse() {
    try {
      CronExpression parsed = new CronExpression(expression);
      parsed.setTimeZone(TimeZone.getTimeZone(zone));
      return parsed;
    } catch (ParseException e) {
      throw new InvalidConfigException(
          "slate.nightly.cron",
          expression,
          "a Quartz cron such as 0 30 3 * * ? (" + e.getMessage() + ")");
    }
  }

  /** The latest time at or before {@code now} at which a run was due, up to 8 days back. */
  Optional<Instant> lastDue(Instant now) {
    CronExpression parsed = parse();
    for (Duration back = Duration.ofHours(1); ; back = back.multipliedBy(6)) {
      Duration window = back.compareTo(HORIZON) < 0 ? back : HORIZON;
      Date due = parsed.getNextValidTimeAfter(Date.from(now.minus(window)));
      if (due != null && !due.toInstant().isAfter(now)) {
        return Optional.of(latest(parsed, due, now));
      }
      if (window.equals(HORIZON)) {
        return Optional.empty();
      }
    }
  }

  private static Instant latest(CronExpression parsed, Date first, Instant now) {
    Date latest = first;
    for (Date next = first;
        next != null && !next.toInstant().isAfter(now);
        next = parsed.getNextValidTimeAfter(next)) {
      latest = next;
    }
    return latest.toInstant();
  }
}
