import { readFile } from "node:fs/promises";
import { z } from "zod";
import { writeFileAtomically } from "../home/write-file-atomically.ts";
import type { ModelId } from "../../shared/models/model.ts";

const shelfSchema = z.object({
  /** Files and folders the person has named, absolute. */
  added: z.array(z.string()).catch([]),
  /** Models that are not to be listed, though their files are there. */
  hidden: z.array(z.string()).catch([]),
});

/** What the person has said about models that lie elsewhere. */
export class ListedModels {
  readonly #path: string;
  #content: Readonly<z.infer<typeof shelfSchema>>;

  private constructor(path: string, content: z.infer<typeof shelfSchema>) {
    this.#path = path;
    this.#content = content;
  }

  /** A file that can't be read costs these choices, and no model. */
  static async open(path: string): Promise<ListedModels> {
    const text = await readFile(path, "utf8").catch(() => "{}");
    return new ListedModels(path, parse(text));
  }

  get added(): readonly string[] {
    return this.#content.added;
  }

  isHidden(id: ModelId): boolean {
    return this.#content.hidden.includes(id);
  }

  add(path: string): Promise<void> {
    return this.#write({ added: [...new Set([...this.#content.added, path])] });
  }

  hide(id: ModelId): Promise<void> {
    return this.#write({ hidden: [...new Set([...this.#content.hidden, id])] });
  }

  show(id: ModelId): Promise<void> {
    return this.#write({ hidden: this.#content.hidden.filter((other) => other !== id) });
  }

  showAll(): Promise<void> {
    return this.#write({ hidden: [] });
  }

  async #write(change: Partial<z.infer<typeof shelfSchema>>): Promise<void> {
    this.#content = { ...this.#content, ...change };
    await writeFileAtomically(this.#path, JSON.stringify(this.#content, null, 2));
  }
}

function parse(text: string): z.infer<typeof shelfSchema> {
  try {
    return shelfSchema.parse(JSON.parse(text));
  } catch {
    return { added: [], hidden: [] };
  }
}
