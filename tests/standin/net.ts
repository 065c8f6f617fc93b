import { request as httpRequest, type RequestOptions } from "node:http";

/** The part of Electron's network module that electron-updater uses. */
export const net = {
  request: ({ protocol, hostname, port, path, headers }: RequestOptions) =>
    httpRequest({ protocol, hostname, port, path, headers }),
};
