import { describe, expect, it } from "vitest";
import { decodeText } from "./decode-text.ts";
import type { TextEncodingName } from "./encodings.ts";

/** Sentences long enough to be told apart, in base64, as other programs encode them. */
const samples: readonly (readonly [TextEncodingName, string, string])[] = [
  [
    "gb18030",
    "发票金额：一千二百元。请在十一月三十日前支付。",
    "t6LGsb3wtu6jutK7x6e2/rDZ1Kqho8fr1NrKrtK71MLI/cquyNXHsNanuLahow==",
  ],
  [
    "big5",
    "發票金額：一千二百元。請於十一月三十日前付款，謝謝您的合作。",
    "tW+yvKr3w0KhR6RApGSkR6bKpLihQ73QqfOkUaRApOukVKRRpOmrZaVJtNqhQcHCwcKxeqq6plinQKFD",
  ],
  [
    "shift_jis",
    "請求書の金額は一万二千円です。十一月三十日までにお支払いください。",
    "kL+LgY+RgsyL4Ip6gs2I6pack/GQ54l+gsWCt4FCj1yI6oyOjk+PXJP6gtyCxYLJgqiOeJWlgqKCrYK+grOCooFC",
  ],
  [
    "euc-jp",
    "請求書の金額は一万二千円です。十一月三十日までにお支払いください。",
    "wMG14b3xpM624rPbpM+w7Mv8xvPA6bHfpMekuaGjvb2w7Lfuu7C9vcb8pN6kx6TLpKq72cqnpKSkr6TApLWkpKGj",
  ],
  [
    "euc-kr",
    "청구서 금액은 만이천원입니다. 십일월 삼십일까지 지불해 주십시오.",
    "w7uxuLytILHdvtfAuiC4uMDMw7W/+MDUtM+02S4gvcrAz7/5ILvvvcrAz7HuwfYgwfa60sfYIMHWvcq9w7/ALg==",
  ],
  [
    "windows-1251",
    "Сумма счёта составляет двенадцать тысяч рублей. Просим оплатить до тридцатого ноября.",
    "0fPs7OAg8fe48uAg8e7x8uDi6//l8iDk4uXt4OT24PL8IPL78f/3IPDz4evl6S4gz/Du8ejsIO7v6+Dy6PL8IOTuIPLw6OT24PLu4+4g7e7/4fD/Lg==",
  ],
  [
    "koi8-r",
    "Сумма счета составляет двенадцать тысяч рублей. Просим оплатить до тридцатого ноября.",
    "89XNzcEg097F1MEg08/T1MHXzNHF1CDE18XOwcTDwdTYINTZ09HeINLVwszFyi4g8NLP08nNIM/QzMHUydTYIMTPINTSycTDwdTPx88gzs/RwtLRLg==",
  ],
  [
    "windows-1252",
    "Größe und Preis: 12 € für zwölf Brötchen – “très bien”, señor.",
    "R3L232UgdW5kIFByZWlzOiAxMiCAIGb8ciB6d/ZsZiBCcvZ0Y2hlbiCWIJN0cuhzIGJpZW6ULCBzZfFvci4=",
  ],
  [
    "windows-1250",
    "Příliš žluťoučký kůň úpěl ďábelské ódy. Zażółć gęślą jaźń.",
    "UPjtbGmaIJ5sdZ1vdehr/SBr+fIg+nDsbCDv4WJlbHNr6SDzZHkuIFphv/Oz5iBn6pxsuSBqYZ/xLg==",
  ],
  [
    "iso-8859-7",
    "Το ποσό του τιμολογίου είναι δώδεκα χιλιάδες ευρώ. Παρακαλούμε πληρώστε έως τις τριάντα Νοεμβρίου.",
    "1O8g8O/z/CD07/Ug9Ons7+vv49/v9SDl3+3h6SDk/uTl6uEg9+nr6dzk5fIg5fXx/i4g0OHx4erh6+/97OUg8Ovn8f7z9OUg3fnyIPTp8iD08enc7fThIM3v5ezi8d/v9S4=",
  ],
  [
    "windows-1255",
    "סכום החשבונית הוא שנים עשר אלף שקלים. אנא שלמו עד שלושים בנובמבר.",
    "8evl7SDk5/nh5fDp+iDk5eAg+fDp7SDy+fgg4OzzIPn37OntLiDg8OAg+ezu5SDy4yD57OX56e0g4fDl4e7h+C4=",
  ],
  [
    "windows-1256",
    "مبلغ الفاتورة اثنا عشر ألف دولار. يرجى الدفع قبل الثلاثين من نوفمبر.",
    "48jh2yDH4d3HyubRySDHy+THINrU0SDD4d0gz+bhx9EuIO3RzOwgx+HP3dog3sjhIMfhy+HHy+3kIOPkIOTm3ePI0S4=",
  ],
  ["iso-2022-jp", "請求書の金額は一万二千円です。", "GyRCQEE1YT1xJE42YjNbJE8wbEt8RnNAaTFfJEckOSEjGyhC"],
];

const utf16 = (text: string, isBig: boolean) => {
  const bytes = Buffer.from(text, "utf16le");
  return Uint8Array.from(isBig ? bytes.swap16() : bytes);
};

describe("decodeText", () => {
  it.each(samples)("detects %s", (encoding, text, base64) => {
    expect(decodeText(Buffer.from(base64, "base64"), null)).toEqual({ text, encoding });
  });

  it.each([
    ["utf-16le", false],
    ["utf-16be", true],
  ] as const)("reads %s with and without a byte order mark", (encoding, isBig) => {
    for (const mark of ["", "\ufeff"]) {
      const bytes = utf16(`${mark}Größe;Preis\r\n发票;12,50\r\n`, isBig);
      expect(decodeText(bytes, null)).toEqual({ text: "Größe;Preis\r\n发票;12,50\r\n", encoding });
    }
  });

  it("reads UTF-8, with and without a byte order mark", () => {
    for (const mark of ["", "\ufeff"]) {
      expect(decodeText(Buffer.from(`${mark}发票 — €`), null)).toEqual({
        text: "发票 — €",
        encoding: "utf-8",
      });
    }
  });

  it("reads a text in the encoding that is chosen, whatever it looks like", () => {
    const bytes = Buffer.from("Größe");
    expect(decodeText(bytes, "windows-1252").text).toBe("GrÃ¶ÃŸe");
  });

  it("refuses a blank text and one that is too long", () => {
    expect(() => decodeText(Buffer.from(" \n"), null)).toThrow(expect.objectContaining({ trouble: "empty" }));
    expect(() => decodeText(Buffer.alloc(2_000_001, "a"), null)).toThrow(
      expect.objectContaining({ trouble: "too-large", data: { limitCharacters: 2_000_000 } }),
    );
  });
});
