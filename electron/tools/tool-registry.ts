import type { ConversationId } from "../../shared/chat/message.ts";
import { toFailure, type Failure } from "../../shared/ipc/result.ts";
import type { ToolProvider, ToolSource } from "./tool-source.ts";
import type { Tool } from "./tool.ts";

/** A tool with the source it is from. */
export interface RegisteredTool {
  /** `SOURCE/NAME`: what the user's rules name. */
  readonly key: string;
  readonly sourceId: string;
  readonly tool: Tool;
}

export interface OpenedTools {
  /** By declared name, in a stable order. */
  readonly tools: ReadonlyMap<string, RegisteredTool>;
  /** Sources that could not be opened. */
  readonly failures: readonly { readonly sourceId: string; readonly error: Failure }[];
}

/** What a chat has switched on. */
export interface WantedTools {
  readonly sources: readonly string[];
  /** Keys of tools that are off although their source is on. */
  readonly off: readonly string[];
}

/** All sources of tools; each feature that has tools gives a provider. */
export class ToolRegistry {
  readonly #providers: readonly ToolProvider[];

  constructor(providers: readonly ToolProvider[]) {
    this.#providers = providers;
  }

  sources(): readonly ToolSource[] {
    return this.#providers.flatMap((provider) => provider.sources());
  }

  onChange(listener: () => void): () => void {
    const unsubscriptions = this.#providers.map((provider) => provider.onChange(listener));
    return () => {
      for (const unsubscribe of unsubscriptions) unsubscribe();
    };
  }

  /**
   * The tools for a reply. A source that can't be opened is reported, and the others are there. Where two
   * tools have one name, the first is kept.
   */
  async open(conversationId: ConversationId, wanted: WantedTools, signal: AbortSignal): Promise<OpenedTools> {
    const sources = this.sources().filter(({ id }) => wanted.sources.includes(id));
    const opened = await Promise.all(
      sources.map(async (source) => {
        const sourceId = source.id;
        try {
          return { sourceId, tools: await source.open(conversationId, signal) };
        } catch (thrown) {
          return { sourceId, error: toFailure(thrown) };
        }
      }),
    );
    const failures = opened.flatMap(({ sourceId, error }) => (error ? [{ sourceId, error }] : []));
    return { tools: withoutTwins(opened, wanted), failures };
  }

  /** The tools as they are known without starting anything; null: those of a source are not known. */
  known(wanted: WantedTools): OpenedTools["tools"] | null {
    const known: SourceTools[] = [];
    for (const { id: sourceId, state } of this.sources()) {
      if (!wanted.sources.includes(sourceId)) continue;
      if (state.type !== "ready") return null;
      known.push({ sourceId, tools: state.tools });
    }
    return withoutTwins(known, wanted);
  }
}

interface SourceTools {
  readonly sourceId: string;
  /** Absent: it could not be opened. */
  readonly tools?: readonly Tool[];
}

/** Of two tools that have one name, the first is kept. */
function withoutTwins(sources: readonly SourceTools[], wanted: WantedTools): OpenedTools["tools"] {
  const tools = new Map<string, RegisteredTool>();
  for (const { sourceId, tools: offered = [] } of sources) {
    for (const tool of offered) {
      const { name } = tool.declaration;
      const key = toolKey(sourceId, name);
      if (!tools.has(name) && !wanted.off.includes(key)) tools.set(name, { key, sourceId, tool });
    }
  }
  return tools;
}

export function toolKey(sourceId: string, name: string): string {
  return `${sourceId}/${name}`;
}
