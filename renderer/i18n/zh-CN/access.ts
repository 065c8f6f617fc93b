import type { access as english } from "../en/access.ts";

export const access: typeof english = {
  title: "其他设备",
  letIn: "允许其他设备使用此 Facet",
  letInHint: "同一网络中的手机或其他电脑可以用浏览器打开并登录。",
  reachClosed: "目前只有这台电脑可以访问。",
  reachOpen: (urls) =>
    `目前同一网络中的任何人都可以打开登录页面：${urls}。要继续使用，需要输入密码或扫描二维码。`,
  noNetwork: "这台电脑目前没有连接网络，其他设备无法访问。",
  plainHttp:
    "连接未加密，请只在可信的网络中使用。浏览器不允许未加密的页面使用麦克风，因此其他设备无法录制语音，但可以添加已有的录音。",
  changedThere: "谁可以登录由运行 Facet 的电脑决定。",

  setPassword: "设置密码",
  changePassword: "更改密码",
  newPassword: "新密码",
  passwordHint: (length) => `其他设备用它登录，至少 ${length} 个字符。`,
  changeHint: "其他设备都会退出登录，需要使用新密码重新登录。",
  tooShort: (length) => `至少需要 ${length} 个字符。`,
  passwordSet: "密码已设置",

  showCode: "显示二维码",
  newCode: "换一个二维码",
  code: "登录二维码",
  codeHint: (minutes) => `请用另一台设备的相机扫描。只能登录一台设备，使用一次，${minutes} 分钟内有效。`,
  link: "也可以使用链接",
  copyLink: "复制登录链接",

  devices: "已登录的设备",
  noDevices: "没有已登录的浏览器。",
  browserOn: (browser, system) => `${system} 上的 ${browser}`,
  unknownDevice: "未知浏览器",
  thisDevice: "本设备",
  onThisComputer: "在这台电脑上",
  at: (address) => `地址 ${address}`,
  lastSeen: (date) => `上次使用：${date}`,
  signOut: "退出登录",
  signOutDevice: (name) => `让“${name}”退出登录`,
  signedOut: (name) => `“${name}”已退出登录`,
};
