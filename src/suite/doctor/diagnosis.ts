/**
 * One thing that {@link examine} looked at.
 *
 * @since 0.1.0
 */
export interface Diagnosis {
  /** "name", "proxy", "connection", "credential", "clock", "broker", "device 20001", "absent 70000000", "checks". */
  topic: string;
  /** `bad`: a run would fail or be worth little. `doubt`: it would do, with less. */
  state: 'ok' | 'doubt' | 'bad';
  /** What was seen, in one sentence. */
  says: string;
  /** What to do; null where nothing is to be done. */
  mend: string | null;
}

export const ok = (topic: string, says: string): Diagnosis => ({ topic, state: 'ok', says, mend: null });
export const doubt = (topic: string, says: string, mend: string): Diagnosis => ({ topic, state: 'doubt', says, mend });
export const bad = (topic: string, says: string, mend: string): Diagnosis => ({ topic, state: 'bad', says, mend });
