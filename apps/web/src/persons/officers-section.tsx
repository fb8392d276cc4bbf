import { useContext, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Person } from '../api/persons.ts';
import { officerPosts, type OfficerPost, type VillageCard } from '../api/types.ts';
import { ExportButton } from '../tables/export-button.tsx';
import { PersonActions } from './person-actions.tsx';
import { PersonsContext, personText } from './person-names.ts';
import { PhoneNumber } from './phone-number.tsx';
import { holderOf } from './posts.ts';

interface OfficersSectionProps {
  townCode: string;
  village: VillageCard;
  /** What can be done about a post. */
  postActions?: ((post: OfficerPost) => ReactNode) | undefined;
}

/** Who holds the posts of a village, and how to reach them. */
export function OfficersSection({ townCode, village, postActions }: OfficersSectionProps) {
  const { t } = useTranslation();
  const persons = useContext(PersonsContext);
  const nameOf = (post: OfficerPost) => {
    const personId = holderOf(village, post);
    return personId === null ? t('officers.vacant') : personText(persons.get(personId), t);
  };
  return (
    <section className="tile" aria-labelledby="officers-heading">
      <div className="tile-head">
        <h2 id="officers-heading">{t('officers.title')}</h2>
        <ExportButton
          sheet={{
            list: `${village.name} ${t('officers.title')}`,
            columns: [
              { title: t('officers.post'), kind: 'text', value: (post) => t(`post.${post}`) },
              { title: t('person.name'), kind: 'text', value: nameOf },
            ],
          }}
          rows={() => officerPosts}
        />
      </div>
      <ul className="rows">
        {officerPosts.map((post) => (
          <li key={post} className="row" data-testid={`post-${post}`}>
            <Holder townCode={townCode} post={post} personId={holderOf(village, post)} />
            {postActions?.(post)}
          </li>
        ))}
      </ul>
    </section>
  );
}

function Holder({
  townCode,
  post,
  personId,
}: {
  townCode: string;
  post: OfficerPost;
  personId: string | null;
}) {
  const { t } = useTranslation();
  const person = useContext(PersonsContext).get(personId ?? '');
  return (
    <div>
      <div className="secondary">{t(`post.${post}`)}</div>
      {personId === null ? (
        <div className="secondary">{t('officers.vacant')}</div>
      ) : (
        <div className="row-title">{personText(person, t)}</div>
      )}
      {person !== undefined && person.state !== 'erased' && <Reach townCode={townCode} person={person} />}
    </div>
  );
}

function Reach({ townCode, person }: { townCode: string; person: Person }) {
  return (
    <div>
      {person.state === 'kept' && <PhoneNumber key={person.phone} townCode={townCode} person={person} />}{' '}
      <PersonActions townCode={townCode} person={person} />
    </div>
  );
}
