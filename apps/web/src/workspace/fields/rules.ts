import type { Rule } from 'antd/es/form';
import type { TFunction } from 'i18next';
import { parseHundredths, parseWhole } from '../../format/amounts.ts';
import { formatHundredths } from '../../format/numbers.ts';

/** The field must not be left empty; `choice` words it for a field that is picked, not typed. */
export function required(t: TFunction, label: string, kind: 'typed' | 'choice' = 'typed'): Rule {
  const message = kind === 'typed' ? t('form.required', { label }) : t('form.requiredChoice', { label });
  return { required: true, message, ...(kind === 'typed' && { whitespace: true }) };
}

/**
 * A decimal with at most 2 places, up to `most` hundredths; above 0 unless `zero` is welcome. The server has the same
 * limits, in a unit that nobody types. An empty field is the affair of `required`.
 */
export function hundredths(t: TFunction, most: number, zero: 'zero' | 'positive'): Rule {
  return check((typed) => {
    const value = parseHundredths(typed);
    if (value === undefined) return t('form.hundredths');
    if (value > most) return t('form.most', { most: formatHundredths(most) });
    return value === 0 && zero === 'positive' ? t('form.positive') : undefined;
  });
}

/** A whole number from `least` to `most`. An empty field is the affair of `required`. */
export function whole(t: TFunction, least: number, most: number): Rule {
  return check((typed) => {
    const value = parseWhole(typed);
    return value === undefined || value < least || value > most
      ? t('form.whole', { least, most })
      : undefined;
  });
}

function check(complaint: (typed: string) => string | undefined): Rule {
  return {
    validator: (_, typed: string | undefined) => {
      if (typed === undefined || typed.trim() === '') return Promise.resolve();
      const message = complaint(typed);
      return message === undefined ? Promise.resolve() : Promise.reject(new Error(message));
    },
  };
}
