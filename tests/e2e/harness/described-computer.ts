import type { BrowserContext } from "@playwright/test";
import type { ClientFrame, ServerFrame } from "../../../shared/ipc/bridge.ts";
import type { RouteName, RouteOutput } from "../../../shared/ipc/contract.ts";
import type { Hardware } from "../../../shared/models/hardware.ts";

export type Answers = { readonly [Name in RouteName]?: RouteOutput<Name> };

/**
 * Simulates other hardware: replaces the responses to `hardware.get` and to other routes that depend on it on
 * their way to the page. Applies to pages opened or reloaded afterwards.
 */
export async function describeComputer(
  context: BrowserContext,
  hardware: Hardware,
  others: Answers = {},
): Promise<void> {
  const answers: Answers = { ...others, "hardware.get": hardware };
  await context.routeWebSocket(/\/ws$/, (page) => {
    const server = page.connectToServer();
    const asked = new Map<number, RouteName>();
    page.onMessage((message) => {
      const { id, route } = JSON.parse(String(message)) as ClientFrame;
      if (route in answers) asked.set(id, route);
      server.send(message);
    });
    server.onMessage((message) => {
      const frame = JSON.parse(String(message)) as ServerFrame;
      if ("event" in frame && frame.event === "hardware.changed") return;
      const route = "id" in frame ? asked.get(frame.id) : undefined;
      page.send(
        "id" in frame && route !== undefined
          ? JSON.stringify({ id: frame.id, result: { ok: true, value: answers[route] } })
          : message,
      );
    });
  });
}

const GB = 1e9;
/** Memory comes in these. */
const GiB = 1024 ** 3;

/** A low-end laptop. */
export const smallComputer: Hardware = {
  memory: { totalBytes: 8 * GiB, freeBytes: 4.1 * GiB },
  processor: "Small Processor 3",
  cores: 4,
  architecture: "x64",
  gpu: null,
  diskFreeBytes: 64 * GB,
  bandwidthBytesPerSecond: 30 * GB,
  operationsPerSecond: 20e9,
};

/** A workstation with a graphics card. */
export const largeComputer: Hardware = {
  memory: { totalBytes: 64 * GiB, freeBytes: 50 * GiB },
  processor: "Large Processor 9",
  cores: 16,
  architecture: "x64",
  gpu: {
    names: ["Graphics Card 24"],
    api: "cuda",
    memoryBytes: 24 * GiB,
    freeBytes: 23 * GiB,
    isUnified: false,
  },
  diskFreeBytes: 900 * GB,
  bandwidthBytesPerSecond: 80 * GB,
  operationsPerSecond: 80e9,
};
