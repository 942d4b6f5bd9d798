import { message } from '../messages/messages.ts';

/** What a verified pact does not say. */
export const blindSpots = [
  message('pacts.blind.truth', {}),
  message('pacts.blind.ids', {}),
  message('pacts.blind.devices', {}),
  message('pacts.blind.rest', {}),
];
