import { CheckCircleFilled, CloseCircleOutlined, QuestionCircleOutlined } from '@ant-design/icons';
import { useTranslation } from 'react-i18next';
import type { ProjectDetail } from '../api/project-types.ts';

/** Each of the things that a venue must have by the standard, and whether it was there when they were assessed. */
export function VenueHaves({ detail: { venue, standard } }: { detail: ProjectDetail }) {
  const { t } = useTranslation();
  const assessed = venue.sixHaves;
  // Items that another version of the standard had are told by their keys: this page knows the venue's own version.
  const keys = assessed ? [...assessed.met, ...assessed.missing] : standard.sixHaves.map(({ key }) => key);
  const order = standard.sixHaves.map(({ key }) => key);
  const items = keys.toSorted((one, other) => order.indexOf(one) - order.indexOf(other));
  return (
    <div>
      <h3>{t('work.sixHaves')}</h3>
      <p className="secondary">
        {assessed
          ? t('work.sixHavesOn', { date: assessed.on, version: assessed.standardVersion })
          : t('work.notAssessed')}
      </p>
      <ul className="haves">
        {items.map((key) => {
          const name = standard.sixHaves.find((item) => item.key === key)?.name ?? key;
          return <Have key={key} name={name} met={assessed === null ? null : assessed.met.includes(key)} />;
        })}
      </ul>
    </div>
  );
}

function Have({ name, met }: { name: string; met: boolean | null }) {
  const { t } = useTranslation();
  if (met === null)
    return (
      <li className="check-open">
        <QuestionCircleOutlined aria-hidden /> {name}
      </li>
    );
  return (
    <li className={met ? 'check-done' : 'check-missing'}>
      {met ? <CheckCircleFilled aria-hidden /> : <CloseCircleOutlined aria-hidden />} {name}{' '}
      <span className="secondary">{t(met ? 'work.has' : 'work.lacks')}</span>
    </li>
  );
}
