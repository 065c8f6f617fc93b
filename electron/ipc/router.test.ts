import { describe, expect, it, vi } from "vitest";
import { AppError } from "../../shared/ipc/result.ts";
import { routes, type RouteName } from "../../shared/ipc/contract.ts";
import { createRouter, type Handlers } from "./router.ts";

const names = Object.keys(routes) as RouteName[];

function handlersThat(answer: (name: RouteName, input: unknown) => unknown): Handlers {
  return Object.fromEntries(
    names.map((name) => [name, (input: unknown) => answer(name, input)]),
  ) as unknown as Handlers;
}

describe("createRouter", () => {
  it("passes the parsed input to the handler and wraps its result", async () => {
    const dispatch = createRouter(
      handlersThat((name, input) => ({ name, input })),
      vi.fn(),
    );
    const result = await dispatch("conversations.rename", {
      conversationId: "c",
      title: "  Trip  ",
      extra: 1,
    });
    expect(result).toEqual({
      ok: true,
      value: { name: "conversations.rename", input: { conversationId: "c", title: "Trip" } },
    });
  });

  it.each(["no.such.route", "toString", "__proto__", "constructor", ""])(
    "rejects the unknown route %j",
    async (name) => {
      const result = await createRouter(
        handlersThat(() => null),
        vi.fn(),
      )(name, {});
      expect(result).toMatchObject({ ok: false, error: { code: "invalid-request" } });
    },
  );

  it.each([
    ["conversations.get", {}],
    ["conversations.get", null],
    ["conversations.get", undefined],
    ["conversations.rename", { conversationId: "c", title: "   " }],
    ["chat.send", { conversationId: null, text: 4 }],
    ["conversations.search", { query: "x".repeat(1001) }],
  ])("rejects invalid input for %s without calling the handler", async (name, input) => {
    const handler = vi.fn();
    const result = await createRouter(handlersThat(handler), vi.fn())(name, input);
    expect(result).toMatchObject({ ok: false, error: { code: "invalid-request", data: { route: name } } });
    expect(handler).not.toHaveBeenCalled();
  });

  it("returns an AppError as a failure and does not report it as a bug", async () => {
    const onBug = vi.fn();
    const dispatch = createRouter(
      handlersThat(async () => {
        throw new AppError("model-missing", "gone", { name: "Gemma" });
      }),
      onBug,
    );
    expect(await dispatch("app.snapshot", {})).toEqual({
      ok: false,
      error: { code: "model-missing", message: "gone", data: { name: "Gemma" } },
    });
    expect(onBug).not.toHaveBeenCalled();
  });

  it("reports any other error as a bug and returns the code internal", async () => {
    const onBug = vi.fn();
    const bug = new TypeError("x is not a function");
    const dispatch = createRouter(
      handlersThat(() => {
        throw bug;
      }),
      onBug,
    );
    expect(await dispatch("app.snapshot", {})).toMatchObject({ ok: false, error: { code: "internal" } });
    expect(onBug).toHaveBeenCalledWith("app.snapshot", bug);
  });
});
