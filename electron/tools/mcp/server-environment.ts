/** What programs need to run, and to reach the network as the user's other programs do. */
const inherited = [
  "HOME",
  "USER",
  "LOGNAME",
  "SHELL",
  "TERM",
  "TMPDIR",
  "LANG",
  "LC_ALL",
  "LC_CTYPE",
  "TZ",
  "XDG_CACHE_HOME",
  "XDG_CONFIG_HOME",
  "XDG_DATA_HOME",
  "XDG_RUNTIME_DIR",
  "HTTP_PROXY",
  "HTTPS_PROXY",
  "NO_PROXY",
  "SSL_CERT_FILE",
  "SSL_CERT_DIR",
  "NODE_EXTRA_CA_CERTS",
  "APPDATA",
  "COMSPEC",
  "HOMEDRIVE",
  "HOMEPATH",
  "LOCALAPPDATA",
  "PATHEXT",
  "PROCESSOR_ARCHITECTURE",
  "PROGRAMDATA",
  "PROGRAMFILES",
  "PROGRAMFILES(X86)",
  "PROGRAMW6432",
  "SYSTEMDRIVE",
  "SYSTEMROOT",
  "TEMP",
  "TMP",
  "USERNAME",
  "USERPROFILE",
  "WINDIR",
] as const;

/**
 * The environment of a server: what programs need, not all that Facet has, which may be secret; then what the
 * user set for this server.
 */
export function serverEnvironment(
  own: NodeJS.ProcessEnv,
  path: string,
  chosen: Readonly<Record<string, string>>,
): Record<string, string> {
  const wanted: ReadonlySet<string> = new Set(inherited);
  const environment: Record<string, string> = {};
  for (const [name, value] of Object.entries(own)) {
    // Some systems name proxies in lower case; Windows does not distinguish.
    if (value !== undefined && wanted.has(name.toUpperCase())) environment[name] = value;
  }
  return { ...environment, PATH: path, ...chosen };
}
