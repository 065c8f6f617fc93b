/** Cookies of one address are shared by all its ports, so the name tells one Facet from another. */
export interface SessionCookie {
  read(header: string | undefined): string | undefined;
  /** The value of Set-Cookie. */
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
