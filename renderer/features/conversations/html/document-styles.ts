/** What the file has beside the rules of the page. */
export const documentStyles = `
* { box-sizing: border-box; }
body { margin: 0; padding: 32px 20px 64px; background: var(--surface-page); color: var(--text);
  font: var(--text-reading)/var(--leading-reading) var(--font-ui); }
code, pre { font-family: var(--font-code); }
main { max-inline-size: var(--reading-width); margin-inline: auto; }
h1 { margin: 0; font-size: var(--text-display); line-height: var(--leading-display); overflow-wrap: anywhere; }
p { margin: 0; }
a { color: var(--accent-text); }
time, .speaker, figcaption, summary, .note { color: var(--text-muted); font-size: var(--text-small); }
article { margin-block-start: 32px; }
article > * + * { margin-block-start: 12px; }
.speaker { display: flex; gap: 8px; justify-content: space-between; font-weight: var(--weight-medium); }
.speaker time { font-weight: var(--weight-regular); }
.typed { inline-size: fit-content; max-inline-size: 100%; margin-inline-start: auto; padding: 10px 16px;
  border-radius: var(--radius-bubble); background: var(--surface-soft); overflow-wrap: anywhere; white-space: pre-wrap; }
figure { margin: 12px 0 0; }
figure img, figure video { display: block; max-inline-size: 100%; max-block-size: 480px; border-radius: var(--radius); }
figure audio { display: block; inline-size: 100%; }
figcaption { margin-block-start: 4px; overflow-wrap: anywhere; }
details { border-inline-start: 2px solid var(--line); padding-inline-start: 12px; color: var(--text-muted); }
details > :not(summary) { margin-block-start: 8px; }
summary { cursor: pointer; }
details pre, .given { margin: 0; max-inline-size: 100%; overflow-x: auto; font-size: var(--text-small);
  white-space: pre-wrap; overflow-wrap: anywhere; }
blockquote.given { padding-inline-start: 12px; border-inline-start: 3px solid var(--line); color: var(--text-muted); }
table.receipt { inline-size: 100%; border-collapse: collapse; font-size: var(--text-small); }
table.receipt caption { padding-block-end: 8px; text-align: start; font-size: var(--text-reading);
  font-weight: var(--weight-strong); }
table.receipt :is(th, td) { padding: 6px 12px; border: 1px solid var(--line); text-align: start; }
table.receipt :is(th, td):not(:first-child) { text-align: end; font-variant-numeric: tabular-nums; }
@media print { body { padding: 0; } }
`;
