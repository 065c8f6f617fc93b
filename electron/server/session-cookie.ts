/** Cookies are shared by all ports of a host, so the name contains the port. */
export interface SessionCookie {
  read(header: string | undefined): string | undefined;
  /**
   * The value of the Set-Cookie header.
   * @param endsWithBrowser otherwise it is kept as long as browsers allow; the session may end before
   */
  write(session: string, endsWithBrowser: boolean): string;
}

const keptS = 400 * 24 * 3600;

export function sessionCookie(port: number): SessionCookie {
  const name = `facet-${port}`;
  return {
    read: (header) =>
      header
        ?.split(";")
        .map((pair) => pair.trim())
        .find((pair) => pair.startsWith(`${name}=`))
        ?.slice(name.length + 1),
    write: (session, endsWithBrowser) =>
      `${name}=${session}; Path=/; HttpOnly; SameSite=Strict${endsWithBrowser ? "" : `; Max-Age=${keptS}`}`,
  };
}
