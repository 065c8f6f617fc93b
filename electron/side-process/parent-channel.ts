/** The property `parentPort` of `process` in Electron's utility processes. */
interface ElectronPort {
  postMessage(message: unknown): void;
  on(event: "message", listener: (event: { readonly data: unknown }) => void): void;
}

export interface ParentChannel<Request, Message> {
  post(message: Message): void;
  onRequest(listener: (request: Request) => void): void;
}

/** The other end of a side process, within it. A forked process ends when its parent is gone. */
export function parentChannel<Request, Message>(): ParentChannel<Request, Message> {
  const { parentPort: electronPort } = process as { parentPort?: ElectronPort };
  if (electronPort !== undefined) {
    return {
      post: (message) => electronPort.postMessage(message),
      onRequest: (listener) => electronPort.on("message", ({ data }) => listener(data as Request)),
    };
  }
  process.on("disconnect", () => process.kill(process.pid, "SIGKILL"));
  return {
    post: (message) => void process.send?.(message),
    onRequest: (listener) => void process.on("message", (request) => listener(request as Request)),
  };
}
