// Runs before the first paint, so that a dark theme never flashes white. The settings are stored by
// features/settings/remembered-settings.ts under the same key.
try {
  const { theme } = JSON.parse(localStorage.getItem("facet.settings") ?? "{}");
  if (theme === "light" || theme === "dark") {
    document.documentElement.dataset.theme = theme;
  }
} catch {
  // Storage is disabled or holds something else: the system theme is used.
}
