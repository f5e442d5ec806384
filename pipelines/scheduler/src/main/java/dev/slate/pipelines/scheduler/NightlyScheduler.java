package dev.slate.pipelines.scheduler;

import dev.slate.data.config.SlateConfig;
import java.util.Date;
import java.util.List;
import java.util.Properties;
import java.util.TimeZone;
import org.quartz.CronScheduleBuilder;
import org.quartz.CronTrigger;
import org.quartz.JobBuilder;
import org.quartz.JobDetail;
import org.quartz.JobKey;
import org.quartz.Scheduler;
import org.quartz.SchedulerException;
import org.quartz.Trigger;
import org.quartz.TriggerBuilder;
import org.quartz.impl.StdSchedulerFactory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Quartz on the ledger's database: the trigger survives restarts, a time that was missed while
 * nothing ran fires once, and of several schedulers on one database only one fires.
 *
 * <p>{@code useProperties} keeps job data as text, so nothing is read by Java deserialisation but
 * Quartz's own calendars, of which there are none.
 */
final class NightlyScheduler implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(NightlyScheduler.class);
  private static final JobKey JOB = JobKey.jobKey("nightly", "slate");

  private final Scheduler quartz;
  private final NightlyRunner runner;

  private NightlyScheduler(Scheduler quartz, NightlyRunner runner) {
    this.quartz = quartz;
    this.runner = runner;
  }

  /** Opens the store, makes its tables when absent, and sets the trigger to the configured cron. */
  static NightlyScheduler open(SlateConfig config, NightlyRunner runner) throws SchedulerException {
    Cron cron = Cron.of(config.nightly());
    QuartzTables.createWhenAbsent(config.ledger());
    Scheduler quartz = new StdSchedulerFactory(properties(config.ledger())).getScheduler();
    quartz.getContext().put(NightlyJob.RUNNER, runner);
    NightlyScheduler scheduler = new NightlyScheduler(quartz, runner);
    scheduler.schedule(cron);
    return scheduler;
  }

  void start() throws SchedulerException {
    quartz.start();
    LOG.info("Next nightly run: {}", nextFireTime());
  }

  /** Fires once now, beside the cron. */
  void trigger() throws SchedulerException {
    quartz.triggerJob(JOB);
  }

  Date nextFireTime() throws SchedulerException {
    return quartz.getTriggersOfJob(JOB).stream()
        .map(Trigger::getNextFireTime)
        .min(Date::compareTo)
        .orElseThrow();
  }

  /** Ends a run in progress first, so that Quartz writes down that it ended. */
  @Override
  public void close() {
    runner.close();
    try {
      quartz.shutdown(true);
    } catch (SchedulerException e) {
      LOG.warn("Quartz did not shut down cleanly: {}", e.getMessage());
    }
  }

  /** A trigger with the same times is kept as it is, so that it remembers what was missed. */
  private void schedule(Cron cron) throws SchedulerException {
    JobDetail job = JobBuilder.newJob(NightlyJob.class).withIdentity(JOB).storeDurably().build();
    quartz.addJob(job, true);
    CronTrigger wanted =
        TriggerBuilder.newTrigger()
            .withIdentity("nightly", "slate")
            .forJob(JOB)
            .withSchedule(
                CronScheduleBuilder.cronSchedule(cron.expression())
                    .inTimeZone(TimeZone.getTimeZone(cron.zone()))
                    .withMisfireHandlingInstructionFireAndProceed())
            .build();
    List<? extends Trigger> existing = quartz.getTriggersOfJob(JOB);
    boolean same =
        existing.size() == 1
            && existing.get(0) instanceof CronTrigger trigger
            && trigger.getCronExpression().equals(wanted.getCronExpression())
            && trigger.getTimeZone().equals(wanted.getTimeZone());
    if (!same) {
      for (Trigger trigger : existing) {
        quartz.unscheduleJob(trigger.getKey());
      }
      quartz.scheduleJob(wanted);
    }
  }

  private static Properties properties(SlateConfig.Ledger ledger) {
    Properties p = new Properties();
    p.setProperty("org.quartz.scheduler.instanceName", "slate");
    p.setProperty("org.quartz.scheduler.instanceId", "AUTO");
    p.setProperty("org.quartz.scheduler.skipUpdateCheck", "true");
    p.setProperty("org.quartz.threadPool.threadCount", "2");
    p.setProperty("org.quartz.jobStore.class", "org.quartz.impl.jdbcjobstore.JobStoreTX");
    p.setProperty("org.quartz.jobStore.driverDelegateClass", QuartzTables.delegate(ledger));
    p.setProperty("org.quartz.jobStore.useProperties", "true");
    p.setProperty("org.quartz.jobStore.isClustered", "true");
    p.setProperty("org.quartz.jobStore.clusterCheckinInterval", "5000");
    p.setProperty("org.quartz.jobStore.misfireThreshold", "60000");
    p.setProperty("org.quartz.jobStore.dataSource", "ledger");
    p.setProperty("org.quartz.dataSource.ledger.provider", "hikaricp");
    p.setProperty("org.quartz.dataSource.ledger.driver", QuartzTables.driver(ledger));
    p.setProperty("org.quartz.dataSource.ledger.URL", ledger.url());
    p.setProperty("org.quartz.dataSource.ledger.user", ledger.user());
    p.setProperty("org.quartz.dataSource.ledger.password", ledger.password());
    p.setProperty("org.quartz.dataSource.ledger.maxConnections", "4");
    return p;
  }
}
