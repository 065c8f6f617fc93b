const officialHub = "https://huggingface.co";

/** How the hub is accessed, according to the user's settings. */
export interface HubAccess {
  /** The origin, such as `https://huggingface.co` or that of a mirror. */
  readonly endpoint: string;
  readonly token: string | null;
  /** The origins that may receive the token. */
  readonly trustedOrigins: readonly string[];
}

export function hubAccess(choice: {
  /** Null for the official hub. */
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

/** The token is sent to trusted origins only, also after redirects. */
export function authorizationFor({ token, trustedOrigins }: HubAccess, url: URL): Record<string, string> {
  return token !== null && trustedOrigins.includes(url.origin) ? { authorization: `Bearer ${token}` } : {};
}
