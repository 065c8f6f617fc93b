import type { AccessState } from "../../shared/access/access-state.ts";
import { AppError } from "../../shared/ipc/result.ts";
import type { SignInAnswer } from "../../shared/ipc/sign-in.ts";
import type { Log } from "../home/log.ts";
import { writeFileAtomically } from "../home/write-file-atomically.ts";
import { AttemptLimits } from "./attempt-limits.ts";
import { Links } from "./links.ts";
import type { Network } from "./network.ts";
import { hashPassword, isPassword } from "./password-hash.ts";
import { Sessions, type Session, type SessionSecrets, type Visitor } from "./sessions.ts";
import { readStoredAccess, type StoredAccess } from "./stored-access.ts";

/** scrypt takes memory, so that passwords are checked one after the other; beyond these, visitors wait. */
const maxWaitingChecks = 4;
const waitForChecksS = 5;

export interface AccessOptions {
  /** `access.json` in the data folder. */
  readonly file: string;
  readonly log: Log;
  readonly onChange: (state: AccessState) => void;
}

export type SignIn =
  | { readonly type: "signed-in"; readonly secrets: SessionSecrets }
  | Exclude<SignInAnswer, { type: "signed-in" }>;

/** Decides which browsers may use this Facet: links that work once, the password, sessions, and the network. */
export class Access {
  readonly links = new Links();
  readonly sessions: Sessions;
  readonly #options: AccessOptions;
  readonly #attempts = new AttemptLimits();
  readonly #endedListeners = new Set<(deviceIds: readonly string[]) => void>();
  #password: StoredAccess["password"];
  #isOpen: boolean;
  #network: Network | null = null;
  #waitingChecks = 0;
  #lastCheck: Promise<unknown> = Promise.resolve();
  #lastSwitch: Promise<unknown> = Promise.resolve();
  #lastWrite: Promise<unknown> = Promise.resolve();

  private constructor(options: AccessOptions, { password, isOpen, sessions }: StoredAccess) {
    this.#options = options;
    this.#password = password;
    this.#isOpen = isOpen;
    this.sessions = new Sessions(sessions);
  }

  /** @throws errors of the file system */
  static async open(options: AccessOptions): Promise<Access> {
    return new Access(options, await readStoredAccess(options.file, options.log));
  }

  get hasPassword(): boolean {
    return this.#password !== null;
  }

  /** Whether the user opened this Facet to the network and has set a password since. */
  get isMeantToBeOpen(): boolean {
    return this.#isOpen && this.hasPassword;
  }

  get state(): AccessState {
    return {
      hasPassword: this.hasPassword,
      network: this.#network?.state() ?? { type: "closed" },
      devices: this.sessions.devices(),
    };
  }

  /** Connects the server of this host, which the switch opens to the network and closes. */
  attach(network: Network): void {
    this.#network = network;
    this.#changed();
  }

  /** Calls back with the devices that were signed out; their connections have to be closed. */
  onEnded(listener: (deviceIds: readonly string[]) => void): void {
    this.#endedListeners.add(listener);
  }

  signInByLink(token: string, visitor: Visitor): SignIn {
    return this.links.redeem(token) ? this.#start(visitor) : { type: "link-used" };
  }

  async signInByPassword(password: string, visitor: Visitor): Promise<SignIn> {
    if (this.#waitingChecks >= maxWaitingChecks)
      return { type: "too-many-attempts", retryAfterS: waitForChecksS };
    const waitMs = this.#attempts.begin(visitor.address);
    if (waitMs > 0) return { type: "too-many-attempts", retryAfterS: Math.ceil(waitMs / 1000) };
    const current = this.#password;
    // The password may have been changed while this one was checked.
    if (!(await this.#check(password)) || this.#password !== current) return { type: "wrong-password" };
    this.#attempts.succeeded(visitor.address);
    return this.#start(visitor);
  }

  /**
   * Sets the password and signs out all other devices, for someone who knew the old one may use one of them.
   * @throws AppError `storage-failed`
   */
  async setPassword(password: string): Promise<void> {
    if (await this.#check(password)) return;
    this.#password = await hashPassword(password);
    this.#end(({ isThisComputer }) => !isThisComputer);
    await this.#write();
  }

  /**
   * Opens this Facet to the network, or closes it again.
   * @throws AppError `password-needed`, `network-failed`, `storage-failed`
   */
  async setNetwork(isOpen: boolean): Promise<void> {
    const change = this.#lastSwitch.then(async () => {
      if (isOpen && !this.hasPassword) throw new AppError("password-needed", "Set a password first");
      await this.#switch(isOpen).catch((thrown: unknown) => {
        throw new AppError("network-failed", `The network could not be opened or closed: ${String(thrown)}`);
      });
      this.#isOpen = isOpen;
      if (!isOpen) this.#disconnect(this.sessions.devices().filter((device) => !device.isThisComputer));
      await this.#write();
    });
    this.#lastSwitch = change.catch(() => undefined);
    return change;
  }

  /** Opens the network as it was before a restart. A failure is logged, and the wish is kept. */
  async resumeNetwork(): Promise<void> {
    await this.#network?.open().catch((thrown: unknown) => {
      this.#options.log.error("The network could not be opened again", thrown);
    });
    this.#changed();
  }

  /** Ends the session of one device. @throws AppError `storage-failed` */
  async signOut(deviceId: string): Promise<void> {
    this.#end(({ id }) => id === deviceId);
    await this.#write();
  }

  /** Called for each request of a session. */
  seen(session: Session, address: string): void {
    if (this.sessions.seen(session, address)) this.#changed();
  }

  /** Stores when the devices were last used. */
  async dispose(): Promise<void> {
    await this.#lastSwitch;
    await this.#write().catch((thrown: unknown) => this.#logFailure(thrown));
  }

  #start(visitor: Visitor): SignIn {
    const secrets = this.sessions.start(visitor);
    // The device is signed in anyway; after a restart it has to sign in again.
    this.#write().catch((thrown: unknown) => this.#logFailure(thrown));
    return { type: "signed-in", secrets };
  }

  #end(matches: (session: Session) => boolean): void {
    this.#disconnect(this.sessions.end(matches).map((id) => ({ id })));
  }

  #disconnect(devices: readonly { readonly id: string }[]): void {
    const ids = devices.map(({ id }) => id);
    for (const listener of this.#endedListeners) listener(ids);
  }

  async #check(password: string): Promise<boolean> {
    this.#waitingChecks += 1;
    const check = this.#lastCheck.then(
      async () => this.#password !== null && (await isPassword(password, this.#password)),
    );
    this.#lastCheck = check.catch(() => undefined);
    try {
      return await check;
    } finally {
      this.#waitingChecks -= 1;
    }
  }

  #changed(): void {
    this.#options.onChange(this.state);
  }

  async #write(): Promise<void> {
    this.#changed();
    const write = this.#lastWrite.then(() => {
      const stored: StoredAccess = {
        password: this.#password,
        isOpen: this.#isOpen,
        sessions: [...this.sessions.stored()],
      };
      return writeFileAtomically(this.#options.file, JSON.stringify(stored));
    });
    this.#lastWrite = write.catch(() => undefined);
    await write.catch((thrown: unknown) => {
      const reason = (thrown as NodeJS.ErrnoException).code ?? "unknown";
      throw new AppError("storage-failed", `Who may sign in could not be saved: ${reason}`, { reason });
    });
  }

  async #switch(isOpen: boolean): Promise<void> {
    await (isOpen ? this.#network?.open() : this.#network?.close());
  }

  #logFailure(thrown: unknown): void {
    this.#options.log.error("The signed-in devices could not be saved", thrown);
  }
}
