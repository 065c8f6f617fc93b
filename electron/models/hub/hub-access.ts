const officialHub = "https://huggingface.co";

/** How the hub is reached, as the person has set it. */
export interface HubAccess {
  /** Its origin, such as `https://huggingface.co` or a mirror's. */
  readonly endpoint: string;
  readonly token: string | null;
  /** Who may see the token: origins. */
  readonly trustedOrigins: readonly string[];
}

export function hubAccess(choice: {
  /** Null: the official hub. */
  readonly mirror: string | null;
  readonly token: string | null;
  readonly sendsTokenToMirror: boolean;
}): HubAccess {
  const { mirror, token, sendsTokenToMirror } = choice;
  const isTrusted = mirror !== null && sendsTokenToMirror;
  return {
    endpoint: mirror ?? officialHub,
    token,
    trustedOrigins: isTrusted ? [officialHub, new URL(mirror).origin] : [officialHub],
  };
}

/** The token goes to whom it is for, and along no redirect to anyone else. */
export function authorizationFor({ token, trustedOrigins }: HubAccess, url: URL): Record<string, string> {
  return token !== null && trustedOrigins.includes(url.origin) ? { authorization: `Bearer ${token}` } : {};
}
