import { useContext } from 'react';
import { useTranslation } from 'react-i18next';
import type { Duty, ProjectDetail } from '../api/project-types.ts';
import { PersonsContext, personText } from '../persons/person-names.ts';

const duties: readonly Duty[] = ['use', 'maintenance', 'safety'];

/** Who answers for the venue's use, maintenance and safety, and since when. */
export function VenuePeople({ detail: { venue } }: { detail: ProjectDetail }) {
  const { t } = useTranslation();
  const persons = useContext(PersonsContext);
  return (
    <div>
      <h3>{t('work.responsibilities')}</h3>
      <dl className="venue-duties">
        {duties.map((duty) => {
          const held = venue.responsibilities[duty];
          return (
            <div key={duty}>
              <dt>{t(`choice.duty.${duty}`)}</dt>
              <dd>
                {held === undefined ? (
                  <span className="secondary">{t('work.nobody')}</span>
                ) : (
                  <>
                    {personText(persons.get(held.personId), t)}{' '}
                    <span className="secondary">{t('work.since', { date: held.from })}</span>
                  </>
                )}
              </dd>
            </div>
          );
        })}
      </dl>
    </div>
  );
}
