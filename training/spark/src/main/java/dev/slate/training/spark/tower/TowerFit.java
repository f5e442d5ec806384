package dev.slate.training.spark.tower;

import dev.slate.training.model.tower.UserTower;

/** What the training of a tower of any kind gives. */
public record TowerFit(UserTower model, LearningCurve curve) {}
