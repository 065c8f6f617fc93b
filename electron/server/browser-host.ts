import { randomBytes } from "node:crypto";
import type { Network } from "../access/network.ts";
import { strangerNotice } from "../access/stranger-notice.ts";
import type { App } from "../app.ts";
import type { FindPageFile } from "../page/page-files.ts";
import type { Publish } from "../ipc/publish.ts";
import { withinLimit } from "../within-limit.ts";
import { answerCallers } from "./answer-callers.ts";
import { startServer, type RunningServer } from "./http-server.ts";
import { ListenFailure } from "./listen-failure.ts";
import type { ServeArguments } from "./serve-arguments.ts";
import { openSocketEndpoint } from "./socket-endpoint.ts";
import { onUsualPort, usualPort } from "./usual-port.ts";

const serverLimitMs = 5_000;

export interface BrowserHostOptions {
  readonly address: Pick<ServeArguments, "host" | "port">;
  /** Set before the server starts; without it, the stored one stays. */
  readonly password?: string | null;
  readonly openApp: (publish: Publish) => Promise<App>;
  readonly findPageFile: FindPageFile;
  /** Called with a new link when a browser without a session connects, and again once that link was used. */
  readonly onUnauthorized: (link: string) => void;
}

export interface BrowserHost extends Pick<RunningServer, "link" | "network" | "port"> {
  /** Closes the server first, so that no request arrives while the services shut down. */
  dispose(): Promise<void>;
}

/**
 * Opens the app and serves it to browsers.
 * @throws ListenFailure; errors of `openApp`
 */
export async function hostBrowsers(options: BrowserHostOptions): Promise<BrowserHost> {
  const sockets = openSocketEndpoint(answerCallers((name, input) => app.dispatch(name, input)));
  const app = await options.openApp(sockets.publish);
  try {
    const { findPageFile } = options;
    const { access, media, readExport } = app;
    if (options.password) await access.setPassword(options.password);
    const linkSecret = randomBytes(32).toString("base64url");
    const onStranger = strangerNotice(access.links, (token) => options.onUnauthorized(server.linkOf(token)));
    const server = await listen(options.address, (host, port) =>
      startServer({ host, port, access, findPageFile, media, readExport, sockets, linkSecret, onStranger }),
    );
    access.onEnded((deviceIds) => sockets.signOut(deviceIds));
    access.attach(networkOf(server));
    await app.announce({ url: server.url, secret: linkSecret });
    return {
      port: server.port,
      link: server.link,
      network: () => server.network(),
      async dispose() {
        try {
          await withinLimit(server.close(), serverLimitMs, "Closing the server");
        } finally {
          sockets.close();
          await app.dispose();
        }
      },
    };
  } catch (thrown) {
    sockets.close();
    await app.dispose();
    throw thrown;
  }
}

function networkOf(server: RunningServer): Network {
  return {
    state: () => server.network(),
    open: () => server.move("0.0.0.0"),
    close: () => server.move("127.0.0.1"),
  };
}

async function listen(
  { host, port }: BrowserHostOptions["address"],
  start: (host: string, port: number) => Promise<RunningServer>,
): Promise<RunningServer> {
  try {
    return port === null ? await onUsualPort((free) => start(host, free)) : await start(host, port);
  } catch (thrown) {
    throw new ListenFailure(thrown, host, port ?? usualPort);
  }
}
