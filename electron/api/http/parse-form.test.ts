import { expect, it } from "vitest";
import fc from "fast-check";
import { formBoundary, parseForm, type Form } from "./parse-form.ts";

/** As `fetch` sends it. */
async function sent(form: FormData): Promise<Form | null> {
  const response = new Response(form);
  const boundary = formBoundary(response.headers.get("content-type") ?? "");
  return parseForm(Buffer.from(await response.arrayBuffer()), boundary ?? "");
}

it("reads what fetch sends: texts, files, odd names, empty ones", async () => {
  const form = new FormData();
  form.append("text", "Ünï\r\n--code\r\n");
  form.append("empty", "");
  form.append('a "quoted" name', "1");
  form.append("file", new File(["\r\n--\r\n", new Uint8Array([0, 255])], 'a"b;c.wav'));
  form.append("text", "second");
  const parsed = await sent(form);
  expect(Object.fromEntries(parsed?.fields ?? [])).toEqual({
    text: "Ünï\r\n--code\r\n",
    empty: "",
    'a "quoted" name': "1",
  });
  expect(parsed?.files.get("file")?.name).toBe('a"b;c.wav');
  expect([...(parsed?.files.get("file")?.bytes ?? [])]).toEqual([13, 10, 45, 45, 13, 10, 0, 255]);
});

it("gives back any bytes of a file", async () => {
  await fc.assert(
    fc.asyncProperty(fc.uint8Array({ maxLength: 200 }), async (bytes) => {
      const form = new FormData();
      form.append("file", new File([Uint8Array.from(bytes)], "f"));
      expect([...((await sent(form))?.files.get("file")?.bytes ?? [])]).toEqual([...bytes]);
    }),
    { numRuns: 50 },
  );
});

it("reads boundaries with and without quotes", () => {
  expect(formBoundary("multipart/form-data; boundary=abc")).toBe("abc");
  expect(formBoundary('Multipart/Form-Data; charset=utf-8; boundary="a b"')).toBe("a b");
  expect(formBoundary("multipart/mixed; boundary=abc")).toBeNull();
  expect(formBoundary("multipart/form-data")).toBeNull();
});

const part = (head: string, content = "x") => `--b\r\n${head}\r\n\r\n${content}\r\n`;
const field = 'Content-Disposition: form-data; name="a"';

it.each([
  ["nothing", ""],
  ["another boundary", "--c\r\n\r\n--c--"],
  ["a part that does not end", part(field).slice(0, -2)],
  ["a form that does not end", part(field)],
  ["a part without a name", `${part("Content-Disposition: form-data")}--b--`],
  ["a part without a disposition", `${part("Content-Type: text/plain")}--b--`],
  ["endless headers", `${part(`${field}\r\nX: ${"y".repeat(20_000)}`)}--b--`],
  ["too many parts", `${part(field).repeat(200)}--b--`],
  ["a text that is not UTF-8", `${part(field, "\u00ff")}--b--`],
])("refuses %s", (_, body) => {
  expect(parseForm(Buffer.from(body, "latin1"), "b")).toBeNull();
});

it("takes no part of a damaged form for another", () => {
  fc.assert(
    fc.property(fc.nat(), fc.uint8Array({ maxLength: 4 }), (at, bytes) => {
      const body = Buffer.from(
        `${part(field)}${part('Content-Disposition: form-data; name="f"; filename="n"')}--b--`,
      );
      body.set(bytes.subarray(0, body.length), at % (body.length - 4));
      const form = parseForm(body, "b");
      expect((form?.fields.size ?? 0) + (form?.files.size ?? 0)).toBeLessThanOrEqual(2);
    }),
  );
});
