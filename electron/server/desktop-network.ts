import { randomBytes } from "node:crypto";
import type { NetworkState } from "../../shared/access/access-state.ts";
import type { Network } from "../access/network.ts";
import type { App } from "../app.ts";
import type { FindPageFile } from "../page/page-files.ts";
import { startServer, type RunningServer } from "./http-server.ts";
import type { SocketEndpoint } from "./socket-endpoint.ts";
import { onUsualPort } from "./usual-port.ts";

export interface DesktopNetworkOptions {
  readonly app: Pick<App, "access" | "media" | "readExport">;
  readonly sockets: SocketEndpoint;
  readonly findPageFile: FindPageFile;
}

/** The server of the desktop app for other devices. It runs only while the user has opened the app to the network. */
export class DesktopNetwork implements Network {
  readonly #options: DesktopNetworkOptions;
  #server: RunningServer | null = null;

  constructor(options: DesktopNetworkOptions) {
    this.#options = options;
    const { access } = options.app;
    access.onEnded((deviceIds) => options.sockets.signOut(deviceIds));
    access.attach(this);
  }

  /** Opens the network again where the user had opened it before the last quit. A failure leaves it closed. */
  async resume(): Promise<void> {
    const { access } = this.#options.app;
    if (access.isMeantToBeOpen) await access.resumeNetwork();
  }

  state(): NetworkState {
    return this.#server?.network() ?? { type: "closed" };
  }

  /** @throws the system's error */
  async open(): Promise<void> {
    if (this.#server) return;
    const { app, sockets, findPageFile } = this.#options;
    const { access, media, readExport } = app;
    this.#server = await onUsualPort((port) =>
      startServer({
        host: "0.0.0.0",
        port,
        access,
        media,
        readExport,
        findPageFile,
        sockets,
        // No other process asks for links: the lock's record has no address. Nobody reads a terminal either.
        linkSecret: randomBytes(32).toString("base64url"),
        onStranger: () => undefined,
      }),
    );
  }

  async close(): Promise<void> {
    const server = this.#server;
    this.#server = null;
    await server?.close();
  }

  async dispose(): Promise<void> {
    await this.close();
    this.#options.sockets.close();
  }
}
