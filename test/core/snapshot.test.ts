import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Entitlement, parseEntitlement } from '../../src/core/entitlement.js';
import { indexByFeature, parseEntitlements, parseSnapshot } from '../../src/core/snapshot.js';
import { wire } from './wire.js';

/** All that a field may hold instead of what it should. */
const oddities = [
  undefined,
  null,
  true,
  0,
  -1,
  Number.NaN,
  Number.POSITIVE_INFINITY,
  Number.NEGATIVE_INFINITY,
  '',
  'text',
  '2026-02-30T25:00Z',
  '__proto__',
  [],
  [7],
  {},
  { __proto__: null },
  JSON.parse('{"__proto__": {"polluted": true}}'),
  Symbol('odd'),
  10n,
];

type Path = readonly [string] | readonly [string, string];
const FIELDS: readonly Path[] = [
  ...Object.keys(wire()).map((name) => [name] as const),
  ...Object.keys(wire().feature ?? {}).map((name) => ['feature', name] as const),
];

/** A copy with another value in one place. */
function mutated(whole: object, [name, inner]: Path, value: unknown): Record<string, unknown> {
  const copy = structuredClone(whole) as Record<string, unknown>;
  if (inner === undefined) copy[name] = value;
  else if (typeof copy[name] === 'object' && copy[name] !== null)
    copy[name] = { ...copy[name], [inner]: value };
  return copy;
}

function expectSound(entitlement: Entitlement) {
  expect(Object.getPrototypeOf(entitlement)).toBe(Object.prototype);
  expect(Object.keys(entitlement)).toEqual(Object.keys(wire()));
  for (const number of [entitlement.usageLimit ?? 0, entitlement.currentUsage]) {
    expect(Number.isFinite(number)).toBe(true);
  }
  for (const flag of [entitlement.isGranted, entitlement.hasUnlimitedUsage, entitlement.hasSoftLimit]) {
    expect(typeof flag).toBe('boolean');
  }
  for (const at of ['usagePeriodAnchor', 'usagePeriodStart', 'usagePeriodEnd'] as const) {
    expect(Number.isNaN(Date.parse(entitlement[at] ?? '2026-01-01'))).toBe(false);
  }
  expect(['BOOLEAN', 'NUMBER', 'ENUM']).toContain(entitlement.feature.featureType);
  expect(entitlement.feature.refId).not.toBe('');
}

const unpolluted = () => expect(({} as { polluted?: unknown }).polluted).toBeUndefined();

describe('an entitlement', () => {
  it('is read field by field, with what is absent as null', () => {
    expect(parseEntitlement(wire())).toEqual(wire());
    const { feature, isGranted, hasUnlimitedUsage } = wire();
    const bare = { refId: feature?.refId, featureType: 'BOOLEAN' };
    expect(parseEntitlement({ isGranted, hasUnlimitedUsage, feature: bare, other: 7 })).toEqual({
      isGranted: true,
      accessDeniedReason: null,
      usageLimit: null,
      hasUnlimitedUsage: false,
      hasSoftLimit: false,
      currentUsage: 0,
      enumValues: null,
      resetPeriod: null,
      usagePeriodAnchor: null,
      usagePeriodStart: null,
      usagePeriodEnd: null,
      feature: {
        refId: 'f',
        displayName: '',
        description: '',
        featureType: 'BOOLEAN',
        meterType: null,
        featureUnits: null,
        featureUnitsPlural: null,
      },
    });
  });

  it.each<[string, unknown]>([
    ['is null', null],
    ['is a text', 'entitlement'],
    ['has no feature', { ...wire(), feature: null }],
    ['has a feature of an unknown type', mutated(wire(), ['feature', 'featureType'], 'CREDIT')],
    ['has a feature without an id', mutated(wire(), ['feature', 'refId'], '')],
    ['does not say whether it is granted', { ...wire(), isGranted: undefined }],
    ['has a limit that is no number', { ...wire(), usageLimit: '5' }],
    ['has a limit without end', { ...wire(), usageLimit: Number.POSITIVE_INFINITY }],
    ['has a usage that is no number', { ...wire(), currentUsage: Number.NaN }],
    ['has a period that ends at no time', { ...wire(), usagePeriodEnd: 'soon' }],
    ['has values that are no texts', { ...wire(), enumValues: ['a', 7] }],
  ])('is refused when it %s', (_, entry) => {
    expect(parseEntitlement(entry)).toBeNull();
  });

  it('stands with a meter or a reset period that is unknown', () => {
    const odd = { ...mutated(wire(), ['feature', 'meterType'], 'Decaying'), resetPeriod: 'DECADE' };
    expect(parseEntitlement(odd)).toMatchObject({ resetPeriod: null, feature: { meterType: 'Decaying' } });
  });

  it('takes the dates that there are, and no others', () => {
    const digits = (below: number, width = 2) =>
      fc.nat(below).map((value) => String(value).padStart(width, '0'));
    const date = fc
      .tuple(digits(9999, 4), digits(14), digits(33), digits(25), digits(61), digits(61), digits(999, 3))
      .map(
        ([year, month, day, hour, minute, second, ms]) =>
          `${year}-${month}-${day}T${hour}:${minute}:${second}.${ms}Z`,
      );
    fc.assert(
      fc.property(date, (usagePeriodEnd) => {
        const taken = parseEntitlement({ ...wire(), usagePeriodEnd })?.usagePeriodEnd;
        expect(taken).toBe(Number.isNaN(Date.parse(usagePeriodEnd)) ? undefined : usagePeriodEnd);
      }),
      { numRuns: 2000 },
    );
  });

  it('survives any value in any place: refused or sound, and no prototype is touched', () => {
    let refused = 0;
    let taken = 0;
    const changes = fc.array(
      fc.tuple(fc.constantFrom(...FIELDS), fc.oneof(fc.constantFrom(...oddities), fc.anything())),
      { minLength: 1, maxLength: 3 },
    );
    fc.assert(
      fc.property(changes, (all) => {
        // Symbols and functions cannot be cloned, so they are put in last, one after the other.
        let entry: object = wire();
        for (const [path, value] of all) {
          entry =
            path.length === 1
              ? { ...entry, [path[0]]: value }
              : { ...entry, feature: { ...wire().feature, [path[1]]: value } };
        }
        const parsed = parseEntitlement(entry);
        if (parsed) expectSound(parsed);
        parsed ? taken++ : refused++;
      }),
      { numRuns: 5_000 },
    );
    unpolluted();
    expect(Math.min(refused, taken)).toBeGreaterThan(100);
  });
});

describe('a list', () => {
  it('loses its bad entries and counts them', () => {
    const good = wire();
    const other = wire({ feature: { refId: 'g' } });
    const parsed = parseEntitlements([null, good, { ...good, feature: null }, other, 'x']);
    expect(parsed).toEqual({ entitlements: [good, other], leftOut: 3 });
    expect(Object.isFrozen(parsed?.entitlements)).toBe(true);
  });

  it('keeps the last of two entries for one feature, and counts the other', () => {
    const [first, last] = [wire({ usageLimit: 1 }), wire({ usageLimit: 2 })];
    expect(parseEntitlements([first, last])).toEqual({ entitlements: [last], leftOut: 1 });
  });

  it.each([undefined, null, {}, 'list', 7, { length: 1, 0: wire() }])('is refused when it is %j', (value) => {
    expect(parseEntitlements(value)).toBeNull();
  });

  it('takes any feature id, those of Object.prototype included', () => {
    const ids = ['__proto__', 'constructor', 'toString', 'hasOwnProperty'];
    const parsed = parseEntitlements(ids.map((refId) => wire({ feature: { refId } })));
    expect(parsed?.leftOut).toBe(0);
    const snapshot = { ...whole(), entitlements: parsed?.entitlements ?? [] };
    const index = indexByFeature(snapshot);
    expect([...index.keys()]).toEqual(ids);
    expect(index.get('__proto__')?.feature.refId).toBe('__proto__');
    expect(index.get('valueOf')).toBeUndefined();
    unpolluted();
  });
});

const whole = () => ({
  format: 1 as const,
  revision: 3,
  receivedAt: Date.UTC(2026, 0),
  isWidgetWatermarkEnabled: null,
  entitlements: [wire(), wire({ feature: { refId: 'g' } })] as Entitlement[],
});

describe('a snapshot', () => {
  it('is read whole and frozen, and nothing beside its own fields', () => {
    const parsed = parseSnapshot({ ...structuredClone(whole()), extra: 7 });
    expect(parsed).toEqual(whole());
    expect(Object.isFrozen(parsed)).toBe(true);
    expect(Object.isFrozen(parsed?.entitlements)).toBe(true);
  });

  it.each<[string, unknown]>([
    ['nothing', undefined],
    ['a text', 'snapshot'],
    ['another format', { ...whole(), format: 2 }],
    ['no format', { ...whole(), format: undefined }],
    ['revision 0', { ...whole(), revision: 0 }],
    ['a revision that is not whole', { ...whole(), revision: 1.5 }],
    ['a revision as text', { ...whole(), revision: '3' }],
    ['no time of receipt', { ...whole(), receivedAt: Number.NaN }],
    ['a watermark that is no flag', { ...whole(), isWidgetWatermarkEnabled: 'yes' }],
    ['no watermark at all', { ...whole(), isWidgetWatermarkEnabled: undefined }],
    ['no list', { ...whole(), entitlements: {} }],
    ['one bad entry', { ...whole(), entitlements: [wire(), null] }],
    ['one feature twice', { ...whole(), entitlements: [wire(), wire()] }],
  ])('is refused as a whole with %s', (_, value) => {
    expect(parseSnapshot(value)).toBeNull();
  });

  it('survives any value in any place', () => {
    const names = Object.keys(whole());
    let refused = 0;
    fc.assert(
      fc.property(
        fc.constantFrom(...names),
        fc.oneof(fc.constantFrom(...oddities), fc.anything()),
        (name, value) => {
          const parsed = parseSnapshot({ ...whole(), [name]: value });
          if (parsed) expect(Object.isFrozen(parsed)).toBe(true);
          else refused++;
        },
      ),
      { numRuns: 2_000 },
    );
    fc.assert(
      fc.property(fc.anything(), (value) => {
        expect(parseSnapshot(value)).toBeNull();
      }),
    );
    unpolluted();
    expect(refused).toBeGreaterThan(1_000);
  });
});
