import { Checkbox, Form, Input, Radio } from 'antd';
import { useTranslation } from 'react-i18next';
import { decisionSteps } from '../api/policy-types.ts';
import { buildTypes } from '../api/types.ts';
import { parseWhole } from '../format/amounts.ts';
import { hundredths, required, whole } from '../workspace/fields/rules.ts';
import {
  hasDecimals,
  mostOfFraction,
  type NumberPart,
  type NumberPlace,
  numberParts,
  procedureNumbers,
  type StandardNumber,
  voteDemands,
  votePlaces,
} from './standard-fields.ts';
import { numberLabel, voteName } from './standard-lines.ts';

/** The numbers of a part, each with its unit. */
export function NumbersInput({ part }: { part: NumberPart }) {
  const { t } = useTranslation();
  const places: readonly StandardNumber[] = numberParts[part];
  return (
    <div className="number-grid">
      {places.map((place) => (
        <NumberInput key={place.name} place={place} label={numberLabel(place.name, t)} />
      ))}
    </div>
  );
}

function NumberInput({ place, label }: { place: NumberPlace; label: string }) {
  const { t } = useTranslation();
  const { name, unit, least, most } = place;
  const decimals = hasDecimals(place);
  return (
    <Form.Item
      name={name}
      label={label}
      rules={[required(t, label), decimals ? hundredths(t, most, 'positive') : whole(t, least, most)]}
    >
      <Input
        inputMode={decimals ? 'decimal' : 'numeric'}
        autoComplete="off"
        className="numeric-input"
        suffix={t(`standard.suffix.${unit}`)}
      />
    </Form.Item>
  );
}

/** What every build type has to go through. */
export function ProceduresInput() {
  const { t } = useTranslation();
  return (
    <div className="procedure-grid">
      {buildTypes.map((type) => {
        const name = (aspect: string) => `procedures.${type}.${aspect}`;
        return (
          <fieldset key={type} className="fieldset">
            <legend>{t(`buildType.${type}`)}</legend>
            <div className="number-grid">
              {(['reviewRounds', 'securedPct'] as const).map((aspect) => (
                <NumberInput
                  key={aspect}
                  place={{ name: name(aspect), ...procedureNumbers[aspect] }}
                  label={t(`standard.procedure.${aspect}`)}
                />
              ))}
              <Form.Item name={name('site')} label={t('standard.procedure.site')}>
                <Radio.Group
                  aria-label={t('standard.procedure.site')}
                  options={[
                    { value: true, label: t('standard.needed') },
                    { value: false, label: t('standard.notNeeded') },
                  ]}
                />
              </Form.Item>
            </div>
            <Form.Item name={name('decisionSteps')} label={t('standard.procedure.decisionSteps')}>
              <Checkbox.Group
                aria-label={t('standard.procedure.decisionSteps')}
                options={decisionSteps.map((step) => ({ value: step, label: t(`decisionStep.${step}`) }))}
              />
            </Form.Item>
          </fieldset>
        );
      })}
    </div>
  );
}

const wordOf = { quorum: 'standard.atLeastWord', majority: 'standard.moreThanWord' } as const;

/** Who must be there for each vote, and how many of them for it. */
export function VotesInput() {
  const { t } = useTranslation();
  return (
    <div className="vote-grid">
      {votePlaces.map((place) => (
        <fieldset key={place} className="fieldset">
          <legend>{voteName(place, t)}</legend>
          {voteDemands.map((demand) => (
            <FractionInput
              key={demand}
              name={`${place}.${demand}`}
              label={t(`standard.vote.${demand}`)}
              word={t(wordOf[demand])}
            />
          ))}
        </fieldset>
      ))}
    </div>
  );
}

/** A share as two whole numbers: two thirds are no percentage. */
function FractionInput({ name, label, word }: { name: string; label: string; word: string }) {
  const { t } = useTranslation();
  const [numerator, denominator] = [`${name}.numerator`, `${name}.denominator`];
  return (
    <div className="fraction">
      <span className="fraction-word">
        {label}
        {word}
      </span>
      <Form.Item
        name={numerator}
        dependencies={[denominator]}
        rules={[
          required(t, label),
          whole(t, 0, mostOfFraction),
          ({ getFieldValue }) => ({
            validator: (_, typed: string | undefined) => {
              const [part, all] = [typed, getFieldValue(denominator) as string | undefined].map((text) =>
                parseWhole(text ?? ''),
              );
              return part !== undefined && all !== undefined && part > all
                ? Promise.reject(new Error(t('standard.aboveOne')))
                : Promise.resolve();
            },
          }),
        ]}
      >
        <Input inputMode="numeric" autoComplete="off" aria-label={t('standard.numerator', { label })} />
      </Form.Item>
      /
      <Form.Item name={denominator} rules={[required(t, label), whole(t, 1, mostOfFraction)]}>
        <Input inputMode="numeric" autoComplete="off" aria-label={t('standard.denominator', { label })} />
      </Form.Item>
    </div>
  );
}
