import type { Session, WebRequest } from "electron";
import { recordCall } from "./test-channel.ts";

type RequestHandler = Parameters<Session["setPermissionRequestHandler"]>[0];
type CheckHandler = Parameters<Session["setPermissionCheckHandler"]>[0];
type DeviceHandler = Parameters<Session["setDevicePermissionHandler"]>[0];
type BeforeRequest = Exclude<Parameters<WebRequest["onBeforeRequest"]>[0], null | { urls: string[] }>;

/** The handlers that the app set, for the stand-in to ask as Chromium would. */
export const handlers: {
  permissionRequest: RequestHandler;
  permissionCheck: CheckHandler;
  device: DeviceHandler;
  beforeRequest: BeforeRequest | null;
} = { permissionRequest: null, permissionCheck: null, device: null, beforeRequest: null };

const defaultSession = {
  setPermissionRequestHandler: (handler: RequestHandler) => void (handlers.permissionRequest = handler),
  setPermissionCheckHandler: (handler: CheckHandler) => void (handlers.permissionCheck = handler),
  setDevicePermissionHandler: (handler: DeviceHandler) => void (handlers.device = handler),
  setSpellCheckerEnabled: (isEnabled: boolean) => recordCall("session.setSpellCheckerEnabled", isEnabled),
  setSpellCheckerLanguages: (languages: string[]) =>
    recordCall("session.setSpellCheckerLanguages", ...languages),
  availableSpellCheckerLanguages: ["de", "en-GB", "en-US", "fr"],
  addWordToSpellCheckerDictionary(word: string) {
    recordCall("session.addWordToSpellCheckerDictionary", word);
    return true;
  },
  webRequest: {
    onBeforeRequest: (handler: unknown) => void (handlers.beforeRequest = handler as BeforeRequest),
  },
} satisfies Partial<Omit<Session, "webRequest">> & { readonly webRequest: object };

export const session = { defaultSession, fromPartition: () => ({}) };
