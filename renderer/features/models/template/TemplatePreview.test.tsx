import { renderToStaticMarkup } from "react-dom/server";
import { describe, expect, it } from "vitest";
import type { TemplatePreview as Preview } from "../../../../shared/models/chat-template.ts";
import { TemplatePreview } from "./TemplatePreview.tsx";
import { TemplateProblems } from "./TemplateProblems.tsx";

const html = (preview: Preview | null) =>
  renderToStaticMarkup(
    <TemplatePreview preview={preview} thinking={false} onThinking={() => undefined} />,
  ).replace(/ (class|title)="[^"]*"/g, "");
const segments = [
  { kind: "control", text: "<|turn>" },
  { kind: "template", text: "user\n" },
  { kind: "content", text: "<|turn> in a message" },
] as const;

describe("TemplatePreview", () => {
  it("marks control tokens and messages, and shows the number of tokens", () => {
    const markup = html({ segments, problems: [], tokens: 1234 });
    expect(markup).toContain("<mark>&lt;|turn&gt;</mark>user\n<span>&lt;|turn&gt; in a message</span>");
    expect(markup).toContain("1,234 tokens");
  });

  it("says how the number of tokens becomes known, and when there is nothing to show", () => {
    expect(html({ segments, problems: [], tokens: null })).toContain("Load the model to count the tokens.");
    expect(html({ segments: [], problems: [], tokens: null })).toContain("There is nothing to show");
    expect(html(null)).not.toContain("There is nothing to show");
  });
});

describe("TemplateProblems", () => {
  it("shows errors in an alert and warnings in a status, with a way to the line", () => {
    const rest = { situation: null, detail: null } as const;
    const markup = renderToStaticMarkup(
      <TemplateProblems
        problems={[
          { severity: "error", code: "wrong-order", line: 7, ...rest },
          { severity: "warning", code: "thinking-has-no-effect", line: null, ...rest },
        ]}
        onGoToLine={() => undefined}
      />,
    );
    expect(markup).toMatch(
      /role="alert".*changes the order.*aria-label="Go to line 7".*role="status".*Thinking switch/,
    );
  });
});
