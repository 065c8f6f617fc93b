/** The page on which a browser signs in. */
export const signIn = {
  title: "Sign in to Facet",
  password: "Password",
  passwordHint: "It was set on the computer that runs Facet.",
  signIn: "Sign in",
  wrongPassword: "That is not the password.",
  tooManyAttempts: (seconds: number) =>
    seconds < 90
      ? `Too many attempts. Try again in ${seconds} ${seconds === 1 ? "second" : "seconds"}.`
      : `Too many attempts. Try again in ${Math.ceil(seconds / 60)} minutes.`,
  unreachable: "Facet does not answer. Check that it is running, and reload this page.",
  noStorage:
    "This browser stores nothing for this address, so it cannot stay signed in. Allow cookies and site data for it.",
  linkUsed: "This link has been used",
  linkUsedDetail: "A Facet link opens once, so that nobody else can follow it.",
  orLink: "Or scan the code in Settings › Other devices on the computer that runs Facet.",
  getLink:
    "Open Facet with a link: in the terminal where it runs, or, from another device, in Settings › Other devices.",
  notEncrypted: "The connection is not encrypted: others in this network could read along.",
};
