import { randomBytes } from "node:crypto";
import type { App } from "../app.ts";
import type { FindPageFile } from "../page/page-files.ts";
import type { Publish } from "../ipc/publish.ts";
import { atMostEvery } from "./at-most-every.ts";
import { startServer, type RunningServer } from "./http-server.ts";
import { isPortTaken, ListenFailure } from "./listen-failure.ts";
import type { ServeArguments } from "./serve-arguments.ts";
import { openSocketDoor } from "./socket-endpoint.ts";

/** Where Facet is found unless something else is there; a fixed place keeps what browsers store for it. */
const usualPort = 4417;

export interface BrowserHostOptions {
  readonly address: Pick<ServeArguments, "host" | "port">;
  readonly openApp: (publish: Publish) => Promise<App>;
  readonly findPageFile: FindPageFile;
  /** Somebody came without a right to; called with a fresh link for the person, now and then. */
  readonly onStranger: (link: string) => void;
}

export interface BrowserHost extends Pick<RunningServer, "link" | "port"> {
  /** Ends the server first, so that nothing new comes in while the services put their things away. */
  dispose(): Promise<void>;
}

/**
 * Opens the app and lets browsers reach it.
 * @throws ListenFailure, and what `openApp` throws
 */
export async function hostBrowsers(options: BrowserHostOptions): Promise<BrowserHost> {
  const door = openSocketDoor((name, input) => app.dispatch(name, input));
  const app = await options.openApp(door.publish);
  try {
    const linkSecret = randomBytes(32).toString("base64url");
    const onStranger = atMostEvery(5_000, () => options.onStranger(server.link()));
    const { findPageFile } = options;
    const { media, readExport } = app;
    const server = await listen(options.address, (host, port) =>
      startServer({ host, port, findPageFile, media, readExport, door, linkSecret, onStranger }),
    );
    await app.announce({ url: server.url, secret: linkSecret });
    return {
      port: server.port,
      link: server.link,
      async dispose() {
        await server.close();
        await app.dispose();
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
