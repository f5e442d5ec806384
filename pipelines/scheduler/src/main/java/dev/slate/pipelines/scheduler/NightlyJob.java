package dev.slate.pipelines.scheduler;

import java.util.Objects;
import org.quartz.DisallowConcurrentExecution;
import org.quartz.Job;
import org.quartz.JobExecutionContext;
import org.quartz.JobExecutionException;
import org.quartz.SchedulerException;

/** What Quartz fires; made by Quartz, so the runner comes from the scheduler's context. */
@DisallowConcurrentExecution
public final class NightlyJob implements Job {
  static final String RUNNER = "runner";

  @Override
  public void execute(JobExecutionContext context) throws JobExecutionException {
    try {
      NightlyRunner runner =
          (NightlyRunner)
              Objects.requireNonNull(context.getScheduler().getContext().get(RUNNER), RUNNER);
      runner.run("due " + context.getScheduledFireTime().toInstant());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new JobExecutionException("Interrupted while the nightly run was in progress", e);
    } catch (SchedulerException e) {
      throw new JobExecutionException(e);
    }
  }
}
