import { create } from "zustand";
import type { AppSnapshot, EventMessage } from "../../../shared/ipc/contract.ts";
import type { Failure } from "../../../shared/ipc/result.ts";
import type { PythonPackagesInfo, PythonPackagesOffer } from "../../../shared/tools/python-packages.ts";
import { request } from "../../ipc/client.ts";
import { reportFailure } from "./report-failure.ts";

export interface PythonPackagesStore {
  /** null: not connected yet. */
  readonly info: PythonPackagesInfo | null;
  readonly question: PackagesQuestion;
}

/** What happens between the button Download and the user's consent. */
export type PackagesQuestion =
  | { readonly type: "none" }
  | { readonly type: "asking" }
  | { readonly type: "asked"; readonly offer: PythonPackagesOffer }
  | { readonly type: "failed"; readonly failure: Failure };

export const usePythonPackages = create<PythonPackagesStore>(() => ({
  info: null,
  question: { type: "none" },
}));

export function receiveSnapshot({ pythonPackages }: AppSnapshot): void {
  usePythonPackages.setState({ info: pythonPackages });
}

export function receiveEvent(message: EventMessage): void {
  if (message.event === "pythonPackages.changed") usePythonPackages.setState({ info: message.data });
}

/** Asks the host for the size, so that the user can be asked. */
export async function askForPackages(): Promise<void> {
  usePythonPackages.setState({ question: { type: "asking" } });
  const offer = await request("pythonPackages.offer", {});
  usePythonPackages.setState({
    question: offer.ok ? { type: "asked", offer: offer.value } : { type: "failed", failure: offer.error },
  });
}

export function declinePackages(): void {
  usePythonPackages.setState({ question: { type: "none" } });
}

export async function downloadPackages(): Promise<void> {
  declinePackages();
  reportFailure(await request("pythonPackages.download", {}));
}

export async function cancelPackages(): Promise<void> {
  reportFailure(await request("pythonPackages.cancel", {}));
}

export async function removePackages(): Promise<void> {
  declinePackages();
  reportFailure(await request("pythonPackages.remove", {}));
}
