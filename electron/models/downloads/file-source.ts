import type { HubAccess } from "../hub/hub-access.ts";
import { resolveHubFile, type HubPlace, type ResolvedFile } from "../hub/hub-file.ts";

export interface FileContent {
  readonly sizeBytes: number;
  readonly sha256: string;
}

/** The hub has another file in this place by now. */
export class FileChanged extends Error {
  constructor({ path }: HubPlace) {
    super(`${path} is another file by now`);
    this.name = "FileChanged";
  }
}

/** Where the bytes of one file are had. The signed address is kept until it no longer works. */
export class FileSource {
  readonly place: HubPlace;
  readonly content: FileContent;
  readonly access: () => HubAccess;
  readonly patienceMs: number;
  #address: Promise<ResolvedFile> | null = null;

  constructor(source: {
    readonly place: HubPlace;
    readonly content: FileContent;
    /** Asked anew each time: a token may be set meanwhile. */
    readonly access: () => HubAccess;
    readonly patienceMs: number;
  }) {
    this.place = source.place;
    this.content = source.content;
    this.access = source.access;
    this.patienceMs = source.patienceMs;
  }

  /** @throws FileChanged; AppError as of `resolveHubFile` */
  address(signal: AbortSignal): Promise<ResolvedFile> {
    this.#address ??= this.#resolve(signal).catch((thrown: unknown) => {
      this.#address = null;
      throw thrown;
    });
    return this.#address;
  }

  /** This address did not do; the next request asks for another. */
  async forget(address: ResolvedFile): Promise<void> {
    if ((await this.#address?.catch(() => null)) === address) this.#address = null;
  }

  async #resolve(signal: AbortSignal): Promise<ResolvedFile> {
    const { access, patienceMs } = this;
    const address = await resolveHubFile(this.place, { access: access(), signal, patienceMs });
    const { sha256, sizeBytes } = this.content;
    if (
      (address.sha256 ?? sha256) !== sha256 ||
      (address.sha256 !== null && (address.sizeBytes ?? sizeBytes) !== sizeBytes)
    )
      throw new FileChanged(this.place);
    return address;
  }
}
