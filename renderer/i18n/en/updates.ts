export const updates = {
  title: "Updates",
  detail: (host: string) =>
    `Facet asks ${host} for the number of the newest version, at most every six hours. Nothing about you or your chats is sent.`,
  mode: "When there is a new version",
  modes: { off: "Don’t look for it", notify: "Tell me", automatic: "Install it automatically" },
  onlyNotifies: "This package can’t replace itself. Facet shows where the new version is.",
  notChecked: "Facet has not looked for a new version yet.",
  upToDate: (date: string) => `Facet is up to date. Last checked: ${date}`,
  check: "Check now",
  checkAgain: "Check again",
  checking: "Checking…",
  found: (version: string) => `Version ${version} is available.`,
  downloadWaits: (version: string) =>
    `Version ${version} is downloaded as soon as no reply is generated and no model is downloaded.`,
  download: "Download",
  downloadPage: "Open the download page",
  downloading: (version: string) => `Downloading version ${version}`,
  ready: (version: string) => `Version ${version} is installed when you close Facet.`,
  restartWaits: "Facet restarts as soon as no reply is generated and no model is downloaded.",
  restart: "Restart now",
  failures: {
    check:
      "The newest version could not be determined. Check your connection; Facet tries again in six hours.",
    download:
      "The new version could not be downloaded, or was not what was promised. Your installation is unchanged.",
  },
};
