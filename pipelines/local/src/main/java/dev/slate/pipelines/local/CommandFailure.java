package dev.slate.pipelines.local;

/** Why a command did not do what was asked, and what to do about it; ends it with exit code 1. */
public final class CommandFailure extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String fix;

  /**
   * @param fix what the person can do; may be empty
   */
  public CommandFailure(String problem, String fix) {
    super(problem);
    this.fix = fix;
  }

  public String fix() {
    return fix;
  }
}
