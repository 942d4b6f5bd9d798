import type { effects as en } from '../en/effects.ts';

export const effects: Record<keyof typeof en, string> = {
  'effects.only-query': '只有查询接口能看到设备状态：请声明 MQTT 登录信息',
  'effects.mqtt-watched': '已改为观察 MQTT 会话',
  'effects.none-in-success': '没有在线设备出现在 success 中',
  'effects.not-seen':
    '没有看到 success 中的某台设备离线，而查询接口查询得不够频繁，看不到很快又上线的设备：请为设备声明 MQTT 登录信息',
  'effects.stays-online': 'success 中的设备没有下线',
  'effects.stays-online.session.expected': '会话在 {ms} 毫秒内结束',
  'effects.stays-online.query.expected': 'online_status 在 {ms} 毫秒内变为离线',
  'effects.never.actual': '{request} 之后，{device} 一直没有下线',
  'effects.not-again.actual':
    '{request} 之后，{device} 没有下线；此前发送同样的请求体时它下线了（两次发送之间需重新连接设备）',
  'effects.by-later.actual': '{request} 之后，{device} 没有下线，直到后来的请求 {later} 之后才下线',
  'effects.late.actual': '{request} 之后超过 {ms} 毫秒，{device} 才下线',
  'effects.none-seen': '没有观察到 success 中的设备下线',
  'effects.by-others-too': '请求会使其没有要求的设备下线，因此无法判断较晚下线的设备是因何下线的',
  'effects.late': 'success 中的设备下线太晚',
  'effects.late.expected': '在 {ms} 毫秒内',
  'effects.another-device': '另外的设备被下线',
  'effects.another-device.expected': '只有被请求且在 success 中的设备下线',
  'effects.failed-device': 'failed 中的设备被下线',
  'effects.failed-device.expected': 'failed 中的设备保持在线',
  'effects.none-taken': '没有带 MQTT 登录信息的设备被强制下线',
  'effects.not-let-in': '被强制下线的设备重新连接时被拒绝',
  'effects.reconnected': '被强制下线的设备可以立即重新连接',
  'effects.no-online-status': '查询接口没有返回 online_status（状态码 {status}）',
  'effects.online-status-lags': 'online_status 滞后：会话已结束时仍为 1',
  'effects.online-status-follows': 'online_status 立即更新',
};
