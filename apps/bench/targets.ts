/** What each ratio must be at least. */
export const TARGETS = {
  append_vs_emmett: 10,
  append_vs_message_db_best: 4,
  append_vs_bare_insert: 0.6,
  append_hot_tenant_vs_emmett: 5,
  bytes_per_event_emmett_vs_ours: 1,
  rebuild_vs_emmett: 20,
  rebuild_vs_sql_group_by: 0.2,
  http_command_vs_bare_fastify_insert: 0.5,
  append_p99_vs_projection_lag_p99: 0.25,
  overview_p99_1m_vs_10m: 0.83,
  bulk_import_vs_single_commands: 10,
  command_with_sign_in_checks_vs_without: 0.95,
  overview_with_rls_vs_without: 0.9,
  others_lag_usual_vs_during_import: 0.5,
} as const;

export type Ratio = keyof typeof TARGETS;

/** What each figure must not exceed. */
export const LIMITS: Readonly<Record<string, number>> = {
  api_peak_memory_mb: 300,
  worker_peak_memory_mb: 300,
};
