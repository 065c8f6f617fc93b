import type { signIn as english } from "../en/sign-in.ts";

export const signIn: typeof english = {
  title: "登录 Facet",
  password: "密码",
  passwordHint: "密码在运行 Facet 的电脑上设置。",
  signIn: "登录",
  wrongPassword: "密码不正确。",
  tooManyAttempts: (seconds) =>
    seconds < 90
      ? `尝试次数过多，请在 ${seconds} 秒后重试。`
      : `尝试次数过多，请在 ${Math.ceil(seconds / 60)} 分钟后重试。`,
  unreachable: "Facet 没有响应。请确认它正在运行，然后刷新此页面。",
  noStorage: "此浏览器没有为该地址保存任何数据，因此无法保持登录。请允许它保存 Cookie 和网站数据。",
  linkUsed: "这个链接已经用过了",
  linkUsedDetail: "Facet 的链接只能打开一次，以免被他人使用。",
  orLink: "也可以在运行 Facet 的电脑上打开“设置 › 其他设备”，扫描那里的二维码。",
  getLink: "请用链接打开 Facet：链接显示在运行它的终端里；从其他设备访问时，请查看“设置 › 其他设备”。",
  notEncrypted: "连接未加密，同一网络中的其他人可能会看到内容。",
};
