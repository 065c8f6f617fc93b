import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { once } from "node:events";
import type { AddressInfo } from "node:net";
import type { BrowserContext, Page } from "@playwright/test";
import type { StandinResponse } from "../../standin/messages.ts";
import { preloadScript } from "./standin-preload.ts";

const appOrigin = "facet://app";

export interface StandinPage {
  readonly page: Page;
  /** Delivers an event of the app to the preload, in order. */
  deliver(channel: string, args: readonly unknown[]): void;
}

export interface StandinTransport {
  invoke(url: string, isTopFrame: boolean, channel: string, args: readonly unknown[]): Promise<unknown>;
  openWindow(url: string): void;
  navigate(url: string): void;
}

export type FetchFromApp = (
  url: string,
  method: string,
  headers: Readonly<Record<string, string>>,
) => Promise<StandinResponse>;

/** The app's scheme as an origin that an ordinary browser knows. */
export interface StandinOrigin {
  readonly origin: string;
  close(): void;
}

/** Serves facet://app, which an ordinary browser does not know. The app still sees facet://app. */
export async function serveAppOrigin(fetchFromApp: FetchFromApp): Promise<StandinOrigin> {
  const answer = async (request: IncomingMessage, response: ServerResponse) => {
    const headers = Object.fromEntries(
      Object.entries(request.headers).flatMap(([name, value]) =>
        typeof value === "string" && name !== "host" && name !== "connection" ? [[name, value]] : [],
      ),
    );
    const url = `${appOrigin}${request.url ?? "/"}`;
    const { status, headers: sent, body } = await fetchFromApp(url, request.method ?? "GET", headers);
    response.writeHead(status, sent);
    response.end(body);
  };
  const server = createServer((request, response) => {
    answer(request, response).catch(() => response.destroy());
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    // A name of its own, since localStorage is kept by origin. It is a secure context, as facet: is.
    origin: `http://app.facet.localhost:${(server.address() as AddressInfo).port}`,
    close() {
      server.closeAllConnections();
      server.close();
    },
  };
}

/** Opens a page with the real preload, whose requests the app answers. It reaches nothing else. */
export async function openStandinPage(
  context: BrowserContext,
  preload: string,
  origin: string,
  url: string,
  transport: StandinTransport,
): Promise<StandinPage> {
  const toApp = (shown: string) =>
    shown.startsWith(`${origin}/`) ? appOrigin + shown.slice(origin.length) : shown;
  const page = await context.newPage();
  await page.route(
    (requested) => /^https?:$/.test(requested.protocol) && requested.origin !== origin,
    async (route) => {
      const request = route.request();
      if (request.isNavigationRequest()) transport.navigate(request.url());
      await route.abort();
    },
  );
  page.on("popup", (popup) => {
    transport.openWindow(popup.url());
    void popup.close();
  });
  await page.exposeBinding("standinInvoke", ({ frame }, channel: string, args: readonly unknown[]) =>
    transport.invoke(toApp(frame.url()), frame === page.mainFrame(), channel, args),
  );
  await page.addInitScript({ content: preloadScript(preload) });
  await page.goto(origin + url.slice(appOrigin.length));

  // Batches events that arrive while the page handles the previous batch.
  let waiting: (readonly [string, readonly unknown[]])[] = [];
  let isDelivering = false;
  const drain = async () => {
    isDelivering = true;
    while (waiting.length > 0) {
      const batch = waiting;
      waiting = [];
      await page.evaluate((events) => {
        for (const [channel, args] of events) {
          (globalThis as unknown as { standinDeliver: (...event: unknown[]) => void }).standinDeliver(
            channel,
            args,
          );
        }
      }, batch);
    }
    isDelivering = false;
  };
  return {
    page,
    deliver(channel, args) {
      waiting.push([channel, args]);
      // As in Electron, a page that is closed or navigating receives no events.
      if (!isDelivering) drain().catch(() => (isDelivering = false));
    },
  };
}
