/** Cookies are shared by all ports of a host, so the name contains the port. */
export interface SessionCookie {
  read(header: string | undefined): string | undefined;
  /** The value of the Set-Cookie header. */
  write(session: string): string;
}

export function sessionCookie(port: number): SessionCookie {
  const name = `facet-${port}`;
  return {
    read: (header) =>
      header
        ?.split(";")
        .map((pair) => pair.trim())
        .find((pair) => pair.startsWith(`${name}=`))
        ?.slice(name.length + 1),
    write: (session) => `${name}=${session}; Path=/; HttpOnly; SameSite=Strict`,
  };
}
