import { addressRefused } from "./fetch-failure.ts";

/**
 * A web address in the form in which it is requested: http or https, on the port that belongs to either,
 * without a user name.
 * @param trustedOrigin may have any port
 * @throws AppError `address-refused`
 */
export function checkedUrl(address: string, base: URL | undefined, trustedOrigin: string | undefined): URL {
  if (!URL.canParse(address, base?.href)) throw addressRefused(address.slice(0, 200), "invalid");
  const url = new URL(address, base?.href);
  if (url.protocol !== "http:" && url.protocol !== "https:") throw addressRefused(url.protocol, "scheme");
  if (url.username !== "" || url.password !== "") throw addressRefused(url.host, "credentials");
  const isUsualPort = url.port === "" || url.port === "80" || url.port === "443";
  if (!isUsualPort && url.origin !== trustedOrigin) throw addressRefused(url.host, "port");
  url.hash = "";
  return url;
}
