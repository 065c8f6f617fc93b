export const logs = {
  title: "Logs",
  detail:
    "What Facet did and which errors occurred, for finding out what went wrong. The log has no messages and no replies, stays on this computer and is sent nowhere.",
  text: "Latest log entries",
  empty: "There are no entries yet.",
  refresh: "Refresh",
  save: "Save log…",
  failed: "The log can’t be read.",
  crashes: (count: number) =>
    count === 1
      ? "1 crash report is stored on this computer."
      : `${count} crash reports are stored on this computer.`,
};
