/** Columns of the view `audit_log`, in its order; one more for each workflow's case key comes after them, so a key cannot have one of these names (but `case_id`, which means the same). */
export const TRACE_COLUMNS: readonly string[] = (
  "at workspace workflow version directory case_key case_id instance run stream_id seq step pass action verdict reason " +
  "actor_kind actor_id on_behalf_of via command_id correlation_id data previous_hash hash"
).split(" ");
