import type { noticed as en } from '../en/noticed.ts';

export const noticed: Record<keyof typeof en, string> = {
  'noticed.throttled': '部分请求先收到 {status} 响应，稍候后重新发送',
  'noticed.lost-once': '设备 {device} 下线一次，重复发送请求后没有再现，原因不明',
  'noticed.not-repeatable': '{devices} 下线了，而可能导致下线的请求无法重复：没有收到响应，或设备无法重新上线',
  'noticed.session-dropped':
    '没有发送任何请求时，{devices} 的会话结束了：MQTT 服务器自行断开会话，或另一客户端使用了相同的 client id，例如用同一批设备运行的另一个本套件',
};
