import type { noticed as en } from '../en/noticed.ts';

export const noticed: Record<keyof typeof en, string> = {
  'noticed.throttled': '部分请求先收到 {status} 响应，稍候后重新发送',
  'noticed.lost-once': '设备 {device} 下线一次，重复发送请求后没有再现，原因不明',
  'noticed.not-repeatable': '{devices} 下线了，而可能导致下线的请求无法重复：没有收到响应，或设备无法重新上线',
  'noticed.session-dropped':
    '没有发送任何请求时，{devices} 的会话结束了：MQTT 服务器自行断开会话，或另一客户端使用了相同的 client id，例如用同一批设备运行的另一个本套件',
  'noticed.not-repeated': '{devices} 无故下线，而运行在重复发送可能导致下线的请求之前就结束了',
  'noticed.offline-by-itself': '没有发送任何请求时，{devices} 下线了：设备或网络自行断开连接，或另一客户端使其下线',
  'noticed.out-of-sight':
    '{devices} 无故下线，很快又上线。查询接口响应太慢，或设备没有再上线，因此重复发送请求既不能说明由哪个请求导致，也不能说明与请求无关',
};
