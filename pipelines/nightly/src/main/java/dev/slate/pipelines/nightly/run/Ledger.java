package dev.slate.pipelines.nightly.run;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.slate.data.config.SlateConfig;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What runs there were and how each step went, in SQL that H2 and PostgreSQL both take. The truth
 * about runs: the topic only tells of it. Thread-safe.
 *
 * <p>A run is owned by a process. One that the ledger has as running although its process is gone
 * was killed; {@link #begin} records it as failed.
 */
public final class Ledger implements AutoCloseable {
  private static final List<String> SCHEMA =
      List.of(
          "create table if not exists runs (run_id varchar(40) primary key,"
              + " business_date varchar(10) not null, attempt int not null,"
              + " status varchar(10) not null, started_ms bigint not null,"
              + " ended_ms bigint not null, model varchar(40), reason varchar(4000),"
              + " evaluation varchar(100000) not null, owner varchar(300) not null,"
              + " unique (business_date, attempt))",
          "create table if not exists steps (run_id varchar(40) not null references runs,"
              + " position int not null, name varchar(40) not null, status varchar(10) not null,"
              + " started_ms bigint not null, ended_ms bigint not null,"
              + " detail varchar(4000) not null, primary key (run_id, position))");
  private static final int TEXT = 4_000;

  private final HikariDataSource source;

  /** Connects and makes the tables if they are not there. */
  public Ledger(SlateConfig.Ledger settings) {
    HikariConfig config = new HikariConfig();
    config.setJdbcUrl(settings.url());
    config.setUsername(settings.user());
    config.setPassword(settings.password());
    config.setMaximumPoolSize(2);
    config.setPoolName("ledger");
    source = new HikariDataSource(config);
    transaction(
        sql -> {
          try (Statement statement = sql.createStatement()) {
            for (String table : SCHEMA) {
              statement.execute(table);
            }
          }
          return true;
        });
  }

  /**
   * Begins the next attempt of a date.
   *
   * @throws RunInProgressException if a process that is alive has one running, of any date
   */
  public Run begin(LocalDate date, long nowMs) {
    for (Run open : read("status = 'running'")) {
      String owner = owner(open);
      if (Owner.isAlive(owner)) {
        throw new RunInProgressException(
            "run " + open.runId() + " is in progress in process " + owner + " (expected: none)");
      }
      save(killed(open, nowMs), owner);
    }
    int attempt = last(date).map(Run::attempt).orElse(0) + 1;
    Run run = Run.begin(date, attempt, nowMs);
    save(run);
    return run;
  }

  private static Run killed(Run run, long nowMs) {
    Run failed = run.withReason("killed: its process ended without a word");
    for (StepRecord step : run.steps()) {
      if (step.status() == Status.RUNNING) {
        failed =
            failed.with(
                new StepRecord(step.name(), Status.FAILED, step.startedMs(), nowMs, "killed"));
      }
    }
    return failed.ended(Status.FAILED, nowMs);
  }

  /** The newest attempt of a date. */
  public Optional<Run> last(LocalDate date) {
    return read("business_date = '" + date + "'").stream().findFirst();
  }

  /** All runs, the newest date and attempt first. */
  public List<Run> all() {
    return read("1 = 1");
  }

  /** Writes a run as it stands now, in one transaction. */
  public void save(Run run) {
    save(run, Owner.self());
  }

  void save(Run run, String owner) {
    transaction(
        sql -> {
          execute(sql, "delete from steps where run_id = ?", run.runId());
          execute(sql, "delete from runs where run_id = ?", run.runId());
          execute(
              sql,
              "insert into runs (run_id, business_date, attempt, status, started_ms, ended_ms,"
                  + " model, reason, evaluation, owner) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
              run.runId(),
              run.businessDate().toString(),
              run.attempt(),
              run.status().label(),
              run.startedMs(),
              run.endedMs(),
              run.model(),
              run.reason() == null ? null : shorten(run.reason()),
              RunJson.evaluation(run.evaluation()).toString(),
              owner);
          int position = 0;
          for (StepRecord step : run.steps()) {
            execute(
                sql,
                "insert into steps (run_id, position, name, status, started_ms, ended_ms, detail)"
                    + " values (?, ?, ?, ?, ?, ?, ?)",
                run.runId(),
                position++,
                step.name(),
                step.status().label(),
                step.startedMs(),
                step.endedMs(),
                shorten(step.detail()));
          }
          return true;
        });
  }

  private List<Run> read(String where) {
    return transaction(
        sql -> {
          List<Run> runs = new ArrayList<>();
          try (Statement statement = sql.createStatement();
              ResultSet row =
                  statement.executeQuery(
                      "select * from runs where "
                          + where
                          + " order by business_date desc, attempt desc")) {
            while (row.next()) {
              runs.add(
                  new Run(
                      row.getString("run_id"),
                      LocalDate.parse(row.getString("business_date")),
                      row.getInt("attempt"),
                      Status.ofLabel(row.getString("status")),
                      row.getLong("started_ms"),
                      row.getLong("ended_ms"),
                      row.getString("model"),
                      row.getString("reason"),
                      steps(sql, row.getString("run_id")),
                      RunJson.evaluation(row.getString("evaluation"))));
            }
          }
          return runs;
        });
  }

  private static List<StepRecord> steps(Connection sql, String runId) throws SQLException {
    List<StepRecord> steps = new ArrayList<>();
    try (PreparedStatement statement =
        sql.prepareStatement("select * from steps where run_id = ? order by position")) {
      statement.setString(1, runId);
      try (ResultSet row = statement.executeQuery()) {
        while (row.next()) {
          steps.add(
              new StepRecord(
                  row.getString("name"),
                  Status.ofLabel(row.getString("status")),
                  row.getLong("started_ms"),
                  row.getLong("ended_ms"),
                  row.getString("detail")));
        }
      }
    }
    return steps;
  }

  private String owner(Run run) {
    return transaction(
        sql -> {
          try (PreparedStatement statement =
              sql.prepareStatement("select owner from runs where run_id = ?")) {
            statement.setString(1, run.runId());
            try (ResultSet row = statement.executeQuery()) {
              return row.next() ? row.getString(1) : "";
            }
          }
        });
  }

  private static void execute(Connection sql, String text, @Nullable Object... values)
      throws SQLException {
    try (PreparedStatement statement = sql.prepareStatement(text)) {
      for (int i = 0; i < values.length; i++) {
        statement.setObject(i + 1, values[i]);
      }
      statement.executeUpdate();
    }
  }

  private static String shorten(String text) {
    return text.length() <= TEXT ? text : text.substring(0, TEXT - 3) + "...";
  }

  private interface Work<T> {
    T in(Connection sql) throws SQLException;
  }

  private <T> T transaction(Work<T> work) {
    try (Connection sql = source.getConnection()) {
      sql.setAutoCommit(false);
      try {
        T result = work.in(sql);
        sql.commit();
        return result;
      } catch (SQLException | RuntimeException e) {
        sql.rollback();
        throw e;
      }
    } catch (SQLException e) {
      throw new IllegalStateException("ledger " + source.getJdbcUrl() + ": " + e.getMessage(), e);
    }
  }

  @Override
  public void close() {
    source.close();
  }
}
