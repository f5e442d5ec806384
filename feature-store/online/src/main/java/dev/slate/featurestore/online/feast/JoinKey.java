package dev.slate.featurestore.online.feast;

/** One column that identifies an entity. */
public record JoinKey(String name, KeyType type) {}
