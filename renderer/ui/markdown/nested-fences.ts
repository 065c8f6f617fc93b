export interface FenceEnd {
  /** End of the whole block, without the line break after it. */
  readonly to: number;
  readonly contentFrom: number;
  readonly contentTo: number;
}

interface Fence {
  readonly mark: string;
  readonly info: string;
}

/**
 * Finds the end of a fenced block of Markdown that may contain fenced code with as many marks as its own. A
 * fence with a language opens an inner block, one without closes the innermost. Null when the block is never
 * closed, unless the text `isGrowing`: then it is still open.
 */
export function nestedFenceEnd(source: string, isGrowing: boolean): FenceEnd | null {
  const first = source.indexOf("\n");
  const outer = first === -1 ? null : fenceIn(source.slice(0, first));
  if (!outer) return null;
  const contentFrom = first + 1;
  let inner: Fence | null = null;
  for (let from = contentFrom; from < source.length;) {
    const end = source.indexOf("\n", from);
    const to = end === -1 ? source.length : end;
    const fence = fenceIn(source.slice(from, to));
    if (fence && inner) {
      if (closes(fence, inner)) inner = null;
    } else if (fence && fence.info !== "") {
      inner = fence;
    } else if (fence && closes(fence, outer)) {
      return { to, contentFrom, contentTo: Math.max(contentFrom, from - 1) };
    }
    from = to + 1;
  }
  return isGrowing ? { to: source.length, contentFrom, contentTo: source.length } : null;
}

function fenceIn(line: string): Fence | null {
  const [, mark = "", info = ""] = /^ {0,3}(`{3,}|~{3,})([^`]*)$/.exec(line) ?? [];
  return mark === "" ? null : { mark, info: info.trim() };
}

function closes(fence: Fence, opened: Fence): boolean {
  return fence.info === "" && fence.mark.startsWith(opened.mark);
}
