import { createHash } from 'node:crypto';
import type { PactInteraction } from './pact-file.ts';

/** Longer parts of ids are cut, for the id goes into a header of each request; a hash tells them apart. */
const MOST_ID = 300;

/** `consumer/description` in the letters of check ids. */
export const interactionId = ({ consumer, description }: PactInteraction): string => {
  const slug = (text: string) => {
    const whole = text
      .toLowerCase()
      .replace(/[^a-z0-9]+/g, '-')
      .replace(/^-|-$/g, '');
    if (whole.length <= MOST_ID) return whole;
    return `${whole.slice(0, MOST_ID)}-${createHash('sha256').update(text).digest('hex').slice(0, 8)}`;
  };
  return `${slug(consumer) || 'consumer'}/${slug(description) || 'interaction'}`;
};
