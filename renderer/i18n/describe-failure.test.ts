import { describe, expect, it } from "vitest";
import { describeFailure } from "./describe-failure.ts";
import { en } from "./en.ts";
import { zhCN } from "./zh-CN.ts";

const notWritten = (reason: string) =>
  ({ code: "file-not-written", data: { name: "a.pdf", reason } }) as const;

describe("describeFailure", () => {
  it.each([
    ["ENOSPC", /disk is full.*another disk/, /磁盘已满/],
    ["EDQUOT", /disk is full/, /磁盘已满/],
    ["EACCES", /no permission to write a\.pdf/, /写入“a\.pdf”的权限/],
    ["EROFS", /no permission/, /权限/],
    ["ENOENT", /folder does not exist/, /文件夹已不存在/],
    ["EBUSY", /Another program is using a\.pdf/, /其他程序正在使用“a\.pdf”/],
    ["EIO", /Writing to the disk failed/, /写入磁盘失败/],
  ])("says what to do about a file that could not be written: %s", (reason, english, chinese) => {
    expect(describeFailure(notWritten(reason), en).detail).toMatch(english);
    expect(describeFailure(notWritten(reason), en).detail).toMatch(/unchanged, and your chat is safe\.$/);
    expect(describeFailure(notWritten(reason), zhCN).detail).toMatch(chinese);
  });
});
