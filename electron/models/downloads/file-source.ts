import type { HubAccess } from "../hub/hub-access.ts";
import { resolveHubFile, type HubPlace, type ResolvedFile } from "../hub/hub-file.ts";

/** What the bytes of a file must be. */
export interface FileDigest {
  readonly sizeBytes: number;
  readonly sha256: string;
}

/** Where the bytes of one file come from: what a transfer needs to know of it. */
export interface TransferSource {
  readonly content: FileDigest;
  /** Read for every request, because the token may change meanwhile. */
  readonly access: () => HubAccess;
  /** How long the host may stay silent. */
  readonly timeoutMs: number;
  /** The repository, for errors; null: the file is in none. */
  readonly repo: string | null;
  /** @throws FileChanged, AppError */
  address(signal: AbortSignal): Promise<ResolvedFile>;
  /** Drops a URL that did not work, so that the next request resolves a new one. */
  forget(address: ResolvedFile): Promise<void>;
}

/** The hub now has a different file at this path. */
export class FileChanged extends Error {
  constructor({ path }: HubPlace) {
    super(`${path} was replaced at the hub`);
    this.name = "FileChanged";
  }
}

/** The URL and headers for one file of the hub. The signed URL is kept until a request with it fails. */
export class FileSource implements TransferSource {
  readonly place: HubPlace;
  readonly content: FileDigest;
  readonly access: () => HubAccess;
  readonly timeoutMs: number;
  #address: Promise<ResolvedFile> | null = null;

  constructor(source: {
    readonly place: HubPlace;
    readonly content: FileDigest;
    /** Read for every request, because the token may change meanwhile. */
    readonly access: () => HubAccess;
    readonly timeoutMs: number;
  }) {
    this.place = source.place;
    this.content = source.content;
    this.access = source.access;
    this.timeoutMs = source.timeoutMs;
  }

  get repo(): string {
    return this.place.repo;
  }

  /** @throws FileChanged; the AppErrors of `resolveHubFile` */
  address(signal: AbortSignal): Promise<ResolvedFile> {
    this.#address ??= this.#resolve(signal).catch((thrown: unknown) => {
      this.#address = null;
      throw thrown;
    });
    return this.#address;
  }

  async forget(address: ResolvedFile): Promise<void> {
    if ((await this.#address?.catch(() => null)) === address) this.#address = null;
  }

  async #resolve(signal: AbortSignal): Promise<ResolvedFile> {
    const { access, timeoutMs } = this;
    const address = await resolveHubFile(this.place, { access: access(), signal, timeoutMs });
    const { sha256, sizeBytes } = this.content;
    if (
      (address.sha256 ?? sha256) !== sha256 ||
      (address.sha256 !== null && (address.sizeBytes ?? sizeBytes) !== sizeBytes)
    )
      throw new FileChanged(this.place);
    return address;
  }
}
