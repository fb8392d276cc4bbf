import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useTownPolicy } from '../api/town-policy.ts';
import type { ProjectDetail } from '../api/project-types.ts';
import { useVillageCards } from '../api/queries.ts';
import { DatedLink } from '../as-of/dated-link.tsx';
import { formatHundredths } from '../format/numbers.ts';
import { useMay } from '../shell/signed-in.ts';
import { VenueHaves } from './venue-haves.tsx';
import { VenuePeople } from './venue-people.tsx';

interface VenueSectionProps {
  townCode: string;
  venueId: string;
  detail: ProjectDetail;
  villagePath: (villageId: string) => string;
}

/** The venue itself: the building and its rooms, the six haves, who answers for it, what it may do without. */
export function VenueSection({ townCode, venueId, detail, villagePath }: VenueSectionProps) {
  const { t } = useTranslation();
  const maySeePolicy = useMay()('view:policy');
  return (
    <section className="tile" aria-labelledby="venue-heading">
      <div className="tile-head">
        <h2 id="venue-heading">{t('work.venue')}</h2>
        <span className="secondary">
          <UseState detail={detail} />
        </span>
      </div>
      <div className="venue-parts">
        <Building townCode={townCode} detail={detail} villagePath={villagePath} />
        <VenueHaves detail={detail} />
        <VenuePeople detail={detail} />
        {maySeePolicy && <Waivers townCode={townCode} venueId={venueId} />}
      </div>
    </section>
  );
}

function UseState({ detail: { venue } }: { detail: ProjectDetail }) {
  const { t } = useTranslation();
  const { commissioned, retiredOn } = venue;
  if (retiredOn !== null) return t('work.retiredOn', { date: retiredOn });
  if (commissioned === null) return t('work.notInUse');
  if (commissioned.waiverUntil === null) return t('project.inUseSince', { date: commissioned.on });
  return t('work.inUseWithWaiver', { date: commissioned.on, until: commissioned.waiverUntil });
}

function Building({ townCode, detail, villagePath }: Omit<VenueSectionProps, 'venueId'>) {
  const { t } = useTranslation();
  const { venue, standard } = detail;
  const { registered, condition, designations } = venue;
  if (registered === null) return null;
  const roomName = (kind: string) => standard.rooms.find(({ key }) => key === kind)?.name ?? kind;
  const facts: [string, ReactNode][] = [
    [t('work.area'), `${formatHundredths(registered.areaDm2)} ${t('unit.squareMetres')}`],
    [
      t('work.condition'),
      condition
        ? t('work.conditionOn', { condition: t(`choice.condition.${condition.grade}`), date: condition.on })
        : t('work.noneOf'),
    ],
    [
      t('work.rooms'),
      joined(registered.rooms.map(({ kind, count }) => t('work.room', { name: roomName(kind), count }))),
    ],
    [t('work.homes'), joined(registered.homes.map((home) => t(`choice.home.${home}`)))],
    [
      t('work.sharedWith'),
      <Sharers key="sharers" {...{ townCode, villagePath }} ids={registered.sharedWith} />,
    ],
    [
      t('work.designations'),
      joined(
        (['highlight', 'demonstration'] as const).flatMap((kind) => {
          const held = designations[kind];
          if (held === undefined) return [];
          const words = {
            level: t(`choice.honourLevel.${held.level}`),
            designation: t(`choice.designation.${kind}`),
            date: held.on,
          };
          return [
            held.until === null
              ? t('work.designation', words)
              : t('work.designationUntil', { ...words, until: held.until }),
          ];
        }),
      ),
    ],
  ];
  return (
    <dl className="venue-facts">
      {facts.map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );

  function joined(words: readonly string[]): string {
    return words.length === 0 ? t('work.noneOf') : words.join(t('common.betweenWords'));
  }
}

interface SharersProps {
  townCode: string;
  ids: readonly string[];
  villagePath: (villageId: string) => string;
}

/** The other villages that the venue serves. A village's clerk reads of the own village only. */
function Sharers({ townCode, ids, villagePath }: SharersProps) {
  const { t } = useTranslation();
  const villages = useVillageCards(townCode).data?.data ?? [];
  if (ids.length === 0) return t('work.notShared');
  return (
    <ul className="dotted">
      {ids.map((id) => {
        const village = villages.find(({ villageId }) => villageId === id);
        return (
          <li key={id}>
            {village === undefined ? (
              t('project.village')
            ) : (
              <DatedLink to={villagePath(id)}>{village.name}</DatedLink>
            )}
          </li>
        );
      })}
    </ul>
  );
}

function Waivers({ townCode, venueId }: { townCode: string; venueId: string }) {
  const { t } = useTranslation();
  const policy = useTownPolicy(townCode);
  const waivers = policy.data?.data.waivers.filter((waiver) => waiver.venueId === venueId) ?? [];
  return (
    <div>
      <h3>{t('work.waivers')}</h3>
      {waivers.length === 0 ? (
        <p className="secondary">{t('work.noWaivers')}</p>
      ) : (
        <ul>
          {waivers.map(({ waiverId, kind, until, documentNo, holds }) => (
            <li key={waiverId}>
              {t('work.waiverState', { kind: t(`work.waiver.${kind}`), until, document: documentNo })}
              <strong className="waiver-state">{t(holds ? 'work.waiverHolds' : 'work.waiverExpired')}</strong>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
