import type { ApiServer, ApiServerOptions } from "./api-server-options.ts";

/**
 * Starts the API for programs.
 * @throws Error where the host reaches other computers and there is no key; the system's error, such as
 * EADDRINUSE
 */
export async function startApiServer(options: ApiServerOptions): Promise<ApiServer> {
  throw new Error(`Not written yet: ${options.host}`);
}
