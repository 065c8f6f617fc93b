// Runs before the first paint, so that a dark room never sees a white flash. The settings are kept by
// features/settings/remembered-settings.ts under the same name.
try {
  const { theme } = JSON.parse(localStorage.getItem("facet.settings") ?? "{}");
  if (theme === "light" || theme === "dark") {
    document.documentElement.dataset.theme = theme;
  }
} catch {
  // Storage is switched off or holds something else: the system's theme it is.
}
