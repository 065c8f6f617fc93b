import { contextBridge, ipcRenderer, type IpcRendererEvent } from "electron";
import type { Bridge } from "../shared/ipc/bridge.ts";
import type { EventMessage } from "../shared/ipc/contract.ts";
import { sendInChunks } from "./shell/send-in-chunks.ts";
import { eventChannel, mediaChannel, requestChannel } from "./shell/channels.ts";

/**
 * The only Electron functions that the page can use. It does not grow: a new capability is a route of the
 * contract.
 */
const facet: Bridge = {
  request: (name, input) => ipcRenderer.invoke(requestChannel, name, input) as never,
  putMedia: (bytes) => sendInChunks(bytes, (chunk) => ipcRenderer.invoke(mediaChannel, chunk) as never),
  subscribe(listener) {
    const onEvent = (_event: IpcRendererEvent, message: EventMessage) => listener(message);
    ipcRenderer.on(eventChannel, onEvent);
    return () => void ipcRenderer.off(eventChannel, onEvent);
  },
  // The window cannot outlive its host, so the connection never changes.
  onConnectionChange: () => () => undefined,
};

contextBridge.exposeInMainWorld("facet", facet);
