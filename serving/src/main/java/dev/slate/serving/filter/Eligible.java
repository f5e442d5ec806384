package dev.slate.serving.filter;

import dev.slate.serving.retrieve.Candidate;
import java.util.List;

/** Result of the second stage: what may be shown, and what not and why. */
public record Eligible(List<Candidate> kept, List<Removal> removed) {

  public record Removal(Candidate candidate, String filter, String reason) {}
}
