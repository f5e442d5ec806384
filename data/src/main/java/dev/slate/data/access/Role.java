package dev.slate.data.access;

import java.util.Locale;

/** What a key may do; each role may also do what the ones before it may. */
public enum Role {
  /** What anyone may do, without a key: see whether the process lives, and read the docs. */
  NONE,
  /** Ask: slates, features, models, runs. */
  READ,
  /** Tell: events, items, users. */
  WRITE,
  /** Change what is served to whom: experiments, models, erasures. */
  OPERATE,
  /** See who changed what. */
  ADMIN;

  /** Whether this role may do what {@code needed} may. */
  public boolean includes(Role needed) {
    return compareTo(needed) >= 0;
  }

  /** As it is written in files, answers and options. */
  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * The role of a key by its {@link #wireName}.
   *
   * @throws IllegalArgumentException if there is none
   */
  public static Role ofKey(String wireName) {
    for (Role role : values()) {
      if (role != NONE && role.wireName().equals(wireName)) {
        return role;
      }
    }
    throw new IllegalArgumentException(
        "role: " + wireName + " (expected: read, write, operate or admin)");
  }
}
