import { hostOf } from "../../../shared/models/server-url.ts";

/** The URL of a server and the key that is sent to it. */
export interface ServerAddress {
  /** Base URL of the API, as in `http://192.168.1.5:8080/v1`. */
  readonly url: string;
  readonly key: string | null;
}

export function authorization({ key }: ServerAddress): Record<string, string> {
  return key === null ? {} : { authorization: `Bearer ${key}` };
}

/** The URL above the API's version: servers have their own routes there. */
export function rootUrl({ url }: ServerAddress): string {
  return url.replace(/\/v1$/, "");
}

export function hostNameOf({ url }: ServerAddress): string {
  return hostOf(url);
}
