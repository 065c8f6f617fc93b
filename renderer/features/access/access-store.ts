import { create } from "zustand";
import type { AccessState, Device } from "../../../shared/access/access-state.ts";
import type { NewLinks } from "../../../shared/ipc/access-routes.ts";
import type { AppSnapshot, EventMessage } from "../../../shared/ipc/contract.ts";
import type { Failure } from "../../../shared/ipc/result.ts";
import { describeFailure } from "../../i18n/describe-failure.ts";
import { getText } from "../../i18n/i18n.ts";
import { request } from "../../ipc/client.ts";
import { showFailure, showNews } from "../../toasts.ts";
import { describeDevice } from "./describe-device.ts";

export const useAccess = create<AccessState>(() => ({
  hasPassword: false,
  network: { type: "closed" },
  devices: [],
}));

export function receiveSnapshot({ access }: AppSnapshot): void {
  useAccess.setState(access);
}

export function receiveEvent(message: EventMessage): void {
  if (message.event === "access.changed") useAccess.setState(message.data);
}

/** Resolves to whether it is stored. */
export async function setPassword(password: string): Promise<boolean> {
  const result = await request("access.setPassword", { password });
  if (result.ok) showNews({ text: getText().access.passwordSet });
  else report(result.error);
  return result.ok;
}

export async function openNetwork(isOpen: boolean): Promise<void> {
  const result = await request("access.setNetwork", { isOpen });
  if (!result.ok) report(result.error);
}

/** Null: there is none. */
export async function fetchLinks(): Promise<NewLinks | null> {
  const result = await request("access.newLinks", {});
  if (result.ok) return result.value;
  report(result.error);
  return null;
}

export async function signOut(device: Device): Promise<void> {
  const result = await request("access.signOut", { deviceId: device.id });
  const { access } = getText();
  if (result.ok) showNews({ text: access.signedOut(describeDevice(device, access)) });
  // The host closes the connection of the device that signs itself out, which may be faster than its answer.
  else if (result.error.code !== "disconnected") report(result.error);
}

function report(error: Failure): void {
  const words = describeFailure(error, getText());
  showFailure({ text: words.title, detail: words.detail });
}
