package dev.slate.data.validation;

import java.util.List;
import java.util.stream.Collectors;

/** All findings of one batch, in the order of the rules; immutable. */
public record ValidationReport(List<Finding> findings) {

  public ValidationReport {
    findings = List.copyOf(findings);
  }

  /** Whether every rule passed. */
  public boolean passed() {
    return findings.stream().allMatch(Finding::passed);
  }

  /** The rules that did not pass, in words; empty if all did. */
  public String failures() {
    return findings.stream()
        .filter(finding -> !finding.passed())
        .map(f -> f.rule() + ": " + f.observed() + " (expected: " + f.expected() + ")")
        .collect(Collectors.joining("; "));
  }
}
