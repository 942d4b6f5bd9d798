import { printableJson } from '../../report/printable-json.ts';
import type { GateReport } from '../gate.gen.ts';

/** gate.json, by schemas/gate-report.schema.json. */
export const renderGateJson = (report: GateReport): string => printableJson(report);
