package dev.slate.training.spark.tower;

import dev.slate.training.model.tower.TwoTowerModel;

/** What a two-tower training gives. */
public record TwoTowerFit(TwoTowerModel model, LearningCurve curve) {}
