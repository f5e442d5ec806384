package dev.slate.serving.model;

import dev.slate.training.model.candidate.UserQuery;

/** A model together with one user's side of it: what a request holds on to until it is answered. */
public record ModelSide(ServedModel model, UserQuery query) {}
