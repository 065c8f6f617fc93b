/**
 * A process that works on untrusted data: it can hang, fill the memory or crash without affecting the
 * services, and be killed at any time.
 */
export interface SideProcess<Request, Message> {
  /** undefined: it is being started, or has ended. */
  readonly pid: number | undefined;
  post(request: Request): void;
  onMessage(listener: (message: Message) => void): void;
  /** Called once, also where the process could not be started. */
  onExit(listener: () => void): void;
  /** Ends it immediately, even when it does not respond. */
  kill(): void;
}

export type StartSideProcess<Request, Message> = () => SideProcess<Request, Message>;
