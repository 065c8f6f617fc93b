/**
 * Endless, reproducible Markdown of the kind models write, in pieces the size of tokens (about four
 * characters): alternating prose, lists, tables, code and formulas.
 */
export function* markdownTokens(seed: number): Generator<string, never> {
  const random = mulberry32(seed);
  for (;;) {
    for (const piece of block(random).match(/.{1,4}|\n/gsu) ?? []) yield piece;
  }
}

/** One message of roughly `length` characters. */
export function markdownMessage(seed: number, length: number): string {
  const random = mulberry32(seed);
  let text = "";
  while (text.length < length) text += block(random);
  return text.trim();
}

const words =
  "the model reads every word of a page before it answers and keeps what it needs in memory so that later turns cost less than the first one which is why a short question after a long text feels quick even on a small computer".split(
    " ",
  );

function sentence(random: () => number): string {
  const picked = Array.from(
    { length: 8 + Math.floor(random() * 14) },
    () => words[Math.floor(random() * words.length)] ?? "",
  );
  const marked = picked.map((word, at) =>
    at === 3 && random() < 0.3 ? `**${word}**` : at === 5 && random() < 0.2 ? `\`${word}\`` : word,
  );
  const text = marked.join(" ");
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;
}

function paragraph(random: () => number): string {
  return `${Array.from({ length: 3 + Math.floor(random() * 3) }, () => sentence(random)).join(" ")}\n\n`;
}

function block(random: () => number): string {
  const kind = random();
  if (kind < 0.6) return paragraph(random);
  if (kind < 0.7) return `## ${sentence(random)}\n\n`;
  if (kind < 0.85) return `${Array.from({ length: 4 }, () => `- ${sentence(random)}`).join("\n")}\n\n`;
  if (kind < 0.92) {
    return `\`\`\`ts\n${Array.from({ length: 8 }, (_, at) => `const value${at} = compute(${Math.floor(random() * 100)}, "text"); // step ${at}`).join("\n")}\n\`\`\`\n\n`;
  }
  if (kind < 0.97) {
    return `| Size | Memory | Speed |\n| --- | ---: | ---: |\n${Array.from({ length: 5 }, (_, at) => `| ${at + 2}B | ${at * 3 + 4} GB | ${Math.floor(random() * 90)} |`).join("\n")}\n\n`;
  }
  return "The cost is $O(n \\log n)$, since\n\n$$\n\\sum_{i=1}^{n} \\frac{1}{i} \\approx \\ln n + \\gamma\n$$\n\n";
}

/** A small seeded generator (Tommy Ettinger's mulberry32, public domain). */
function mulberry32(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
