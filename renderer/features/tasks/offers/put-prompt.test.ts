import { describe, expect, it } from "vitest";
import { withoutPrompt, withPrompt } from "./put-prompt.ts";

describe("the prompt of a task in the message box", () => {
  it("fills an empty draft, and precedes existing text", () => {
    expect(withPrompt("", null, "Read.")).toBe("Read.");
    expect(withPrompt("Only drinks.", null, "Read.")).toBe("Read.\n\nOnly drinks.");
  });

  it("replaces the earlier prompt and keeps the rest", () => {
    expect(withPrompt("Read.\n\nOnly drinks.", "Read.", "Cost: $& $1")).toBe("Cost: $& $1\n\nOnly drinks.");
  });

  it("never replaces a prompt that the user edited", () => {
    expect(withPrompt("Read it all.", "Read.", "Look.")).toBeNull();
    expect(withoutPrompt("Read it all.", "Read.")).toBe("Read it all.");
  });

  it("is removed without the text beside it", () => {
    expect(withoutPrompt("Read.\n\nOnly drinks.", "Read.")).toBe("Only drinks.");
    expect(withoutPrompt("Read.", "Read.")).toBe("");
  });
});
