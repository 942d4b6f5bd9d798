import { UNSEEN } from '../../report/visible.ts';
import type { GateReport } from '../gate.gen.ts';

/** gate.json, by schemas/gate-report.schema.json. What could steer a terminal is escaped; it stays the same value. */
export const renderGateJson = (report: GateReport): string =>
  `${JSON.stringify(report, null, 2).replace(UNSEEN, (character) =>
    character
      .split('')
      .map((unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`)
      .join(''),
  )}\n`;
