/** Other devices in Settings. */
export const access = {
  title: "Other devices",
  letIn: "Let other devices use this Facet",
  letInHint: "A phone or another computer in your network opens it in a browser and signs in.",
  reachClosed: "Nobody else can reach it now: only this computer.",
  reachOpen: (urls: string) =>
    `Everyone in your network can reach the sign-in page now, at ${urls}. To go on, they need the password or a code.`,
  noNetwork: "This computer has no network at the moment, so nobody else can reach it.",
  plainHttp:
    "The connection is not encrypted: use it only in a network you trust. Without encryption, browsers give no page the microphone, so other devices can’t record voice notes; they can attach recordings.",
  changedThere: "Who may sign in is decided on the computer that runs Facet.",

  setPassword: "Set password",
  changePassword: "Change password",
  newPassword: "New password",
  passwordHint: (length: number) => `Other devices sign in with it. At least ${length} characters.`,
  changeHint: "All other devices are signed out and need the new one.",
  tooShort: (length: number) => `At least ${length} characters are needed.`,
  passwordSet: "The password is set",

  showCode: "Show QR code",
  newCode: "New QR code",
  code: "QR code with a sign-in link",
  codeHint: (minutes: number) =>
    `Scan it with the camera of the other device. It signs in one device, once, within ${minutes} minutes.`,
  link: "The same as a link",
  copyLink: "Copy sign-in link",

  devices: "Signed-in devices",
  noDevices: "No browser is signed in.",
  browserOn: (browser: string, system: string) => `${browser} on ${system}`,
  unknownDevice: "Unknown browser",
  thisDevice: "This device",
  onThisComputer: "On this computer",
  at: (address: string) => `At ${address}`,
  lastSeen: (date: string) => `Last used ${date}`,
  signOut: "Sign out",
  signOutDevice: (name: string) => `Sign out ${name}`,
  signedOut: (name: string) => `${name} is signed out`,
};
