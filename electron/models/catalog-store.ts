import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { z } from "zod";
import shipped from "../../resources/catalog.json" with { type: "json" };
import { catalogSchema, type Catalog, type CatalogRefresh } from "../../shared/models/catalog.ts";
import type { HubListing } from "../../shared/models/hub-listing.ts";
import { refreshedCatalog } from "../../shared/models/refreshed-catalog.ts";
import { withStoredFacts } from "../../shared/models/with-stored-facts.ts";
import type { Log } from "../home/log.ts";
import { writeFileAtomically } from "../home/write-file-atomically.ts";

/** The catalog of downloadable models: the one shipped with the app, updated from the hub. */
export class CatalogStore {
  readonly #file: string;
  readonly #list: (repo: string) => Promise<HubListing>;
  readonly #log: Log;
  #current: Catalog;

  private constructor(options: CatalogStoreOptions, current: Catalog) {
    this.#file = options.file;
    this.#list = options.list;
    this.#log = options.log;
    this.#current = current;
  }

  static async open(options: CatalogStoreOptions): Promise<CatalogStore> {
    return new CatalogStore(options, await readStored(options.file));
  }

  get current(): Catalog {
    return this.#current;
  }

  /**
   * Fetches the current listings from the hub. Repositories that fail keep their last known data; when all
   * fail, the first error is thrown.
   * @throws AppError as `HubClient.listing` does
   */
  async refresh(): Promise<CatalogRefresh> {
    const repos = this.#current.sizes.flatMap(({ repositories }) => repositories.map(({ repo }) => repo));
    const answers = await Promise.allSettled(repos.map((repo) => this.#list(repo)));
    const listings = answers.flatMap((answer) => (answer.status === "fulfilled" ? [answer.value] : []));
    const [failed] = answers.filter((answer) => answer.status === "rejected");
    if (listings.length === 0 && failed !== undefined) {
      throw failed.reason;
    }
    this.#current = refreshedCatalog(this.#current, listings);
    const stored = { ...this.#current, basedOn: shippedHash };
    await writeFileAtomically(this.#file, JSON.stringify(stored)).catch((thrown: unknown) =>
      this.#log.error("The catalog could not be saved", thrown),
    );
    const unreadRepos = repos.filter((_, index) => answers[index]?.status === "rejected");
    return { catalog: this.#current, unreadRepos };
  }
}

interface CatalogStoreOptions {
  /** Stores the last catalog fetched from the hub. */
  readonly file: string;
  readonly list: (repo: string) => Promise<HubListing>;
  readonly log: Log;
}

/** Tells whether a stored catalog is a refresh of the one that this version ships. */
const shippedHash = createHash("sha256").update(JSON.stringify(shipped)).digest("hex");
const storedSchema = catalogSchema.extend({ basedOn: z.string().optional() });

/** The shipped catalog when nothing is stored, or when another version of Facet stored it in another form. */
async function readStored(file: string): Promise<Catalog> {
  const ours = catalogSchema.parse(shipped);
  try {
    const { basedOn, ...stored } = storedSchema.parse(JSON.parse(await readFile(file, "utf8")));
    return basedOn === shippedHash ? stored : withStoredFacts(ours, stored);
  } catch {
    return ours;
  }
}
