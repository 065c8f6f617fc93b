import { randomBytes } from "node:crypto";
import type { App } from "../app.ts";
import type { FindPageFile } from "../page/page-files.ts";
import type { Publish } from "../ipc/publish.ts";
import { withinLimit } from "../within-limit.ts";
import { atMostEvery } from "./at-most-every.ts";
import { startServer, type RunningServer } from "./http-server.ts";
import { isPortTaken, ListenFailure } from "./listen-failure.ts";
import type { ServeArguments } from "./serve-arguments.ts";
import { openSocketEndpoint } from "./socket-endpoint.ts";

/** The default port. A fixed port keeps what browsers store for the origin. */
const usualPort = 4417;

const serverLimitMs = 5_000;

export interface BrowserHostOptions {
  readonly address: Pick<ServeArguments, "host" | "port">;
  readonly openApp: (publish: Publish) => Promise<App>;
  readonly findPageFile: FindPageFile;
  /** Called with a new link, at most every 5 s, when a browser without a session connects. */
  readonly onUnauthorized: (link: string) => void;
}

export interface BrowserHost extends Pick<RunningServer, "link" | "port"> {
  /** Closes the server first, so that no request arrives while the services shut down. */
  dispose(): Promise<void>;
}

/**
 * Opens the app and serves it to browsers.
 * @throws ListenFailure; errors of `openApp`
 */
export async function hostBrowsers(options: BrowserHostOptions): Promise<BrowserHost> {
  const sockets = openSocketEndpoint((name, input) => app.dispatch(name, input));
  const app = await options.openApp(sockets.publish);
  try {
    const linkSecret = randomBytes(32).toString("base64url");
    const onUnauthorized = atMostEvery(5_000, () => options.onUnauthorized(server.link()));
    const { findPageFile } = options;
    const { media, readExport } = app;
    const server = await listen(options.address, (host, port) =>
      startServer({ host, port, findPageFile, media, readExport, sockets, linkSecret, onUnauthorized }),
    );
    await app.announce({ url: server.url, secret: linkSecret });
    return {
      port: server.port,
      link: server.link,
      async dispose() {
        try {
          await withinLimit(server.close(), serverLimitMs, "Closing the server");
        } finally {
          await app.dispose();
        }
      },
    };
  } catch (thrown) {
    await app.dispose();
    throw thrown;
  }
}

async function listen(
  { host, port }: BrowserHostOptions["address"],
  start: (host: string, port: number) => Promise<RunningServer>,
): Promise<RunningServer> {
  try {
    return await start(host, port ?? usualPort);
  } catch (thrown) {
    if (port === null && isPortTaken(thrown)) return start(host, 0);
    throw new ListenFailure(thrown, host, port ?? usualPort);
  }
}
