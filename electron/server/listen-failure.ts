/** The server cannot listen; the message tells the user what to do. */
export class ListenFailure extends Error {
  constructor(thrown: unknown, host: string, port: number) {
    const sentence =
      sentences[codeOf(thrown)] ?? (() => `${thrown instanceof Error ? thrown.message : String(thrown)}.`);
    super(`Facet cannot listen on ${host}, port ${port}: ${sentence(host)}`);
    this.name = "ListenFailure";
  }
}

export function isPortTaken(thrown: unknown): boolean {
  return codeOf(thrown) === "EADDRINUSE";
}

const noSuchAddress = (host: string) =>
  `"${host}" is not an address of this computer. Leave --host out to serve this computer only.`;

const sentences: Readonly<Record<string, (host: string) => string>> = {
  EADDRINUSE: () =>
    "another program uses that port. Choose another with --port, or --port 0 for any free one.",
  EACCES: () => "this system does not allow it. Choose a port above 1023 with --port.",
  EADDRNOTAVAIL: noSuchAddress,
  ENOTFOUND: noSuchAddress,
  EAI_AGAIN: noSuchAddress,
};

function codeOf(thrown: unknown): string {
  return (thrown as NodeJS.ErrnoException).code ?? "";
}
