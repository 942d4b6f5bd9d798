/** Findings of the family ids. */
export const ids = {
  // What is sent.
  'ids.of.past-int32': 'an id past 2^31',
  'ids.of.past-uint32': 'an id past 2^32',
  'ids.of.wrap-uint32': 'a device id plus a multiple of 2^32',
  'ids.of.past-double': 'an odd id past 2^53',
  'ids.of.top-of-range': 'an id of 17 digits',
  'ids.of.zero': 'the id zero',
  'ids.of.negative': 'the negative of a device id',
  'ids.of.out-of-range': 'an id beyond the published range',

  'ids.other-status': '{what} is refused with another status',
  'ids.other-status.expected': '200, 400 or 404',
  'ids.taken-for': '{id} is taken for {others}',
  'ids.taken-for.expected': '{id} with its exact digits, or a refusal',
  'ids.succeeds': '{what} succeeds',
  'ids.succeeds.expected': 'nothing in success',
  'ids.another-device-offline': 'another device goes offline in the place of an id that no device has',
  'ids.another-device-offline.actual': '{request}: {devices} went offline',
} as const;
