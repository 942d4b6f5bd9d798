/** Findings of the family rounding. */
export const rounding = {
  'rounding.takes-for': '{body} takes {text} for {id}',
  'rounding.takes-for.expected': '{floor} and not {id}',
  'rounding.does-not-list': '{request} does not list {text} as {floor}',
  'rounding.does-not-list.expected': '{floor} listed',
  'rounding.none-judged': 'no id of the request was listed, and no witness knew its device to be online',
  'rounding.too-few-devices': 'too few test devices for such a batch: declare more',
  'rounding.repeats-fraction': 'an answer repeats the fraction as {member}',
  'rounding.repeats-fraction.expected': 'the whole id',
  'rounding.repeats-fraction.actual': '{member} {text}',
  'rounding.no-fraction-answered': 'no request with a fraction was answered 200',
  'rounding.takes-successor': 'a fraction takes the successor offline',
  'rounding.takes-successor.expected': 'the rounded-down device goes offline',
  'rounding.no-successor-watched':
    'no successor of a fraction was watched: declare two test devices with ids N and N+1, with mqtt logins',
  'rounding.no-successor-online': 'no successor of a fraction was seen online when its request was answered',
  'rounding.not-taken-for': '{text} is not taken for {floor}',
  'rounding.not-taken-for.expected': '{floor} listed',
  'rounding.none-listed': 'no id of the request was listed',
  'rounding.negative': '{request} is answered with {answer}',
  'rounding.batch-refused': 'the deployment refuses such a batch, for its size or its absent ids, which is lawful',
} as const;
