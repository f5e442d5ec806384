package dev.slate.serving.http;

import dev.slate.serving.audit.NewestAudit;

/** {@code /v1/audit}. */
final class AuditApi {
  private final NewestAudit audit;

  AuditApi(NewestAudit audit) {
    this.audit = audit;
  }

  Object newest(HttpCall call) {
    call.allow();
    return audit.get();
  }
}
