import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { useLocation } from 'react-router';
import { DatedLink } from '../as-of/dated-link.tsx';
import { type Section, sectionOf, type SectionRow } from './sections.ts';
import { useMay } from './signed-in.ts';

/** A row of links to the sections that the account may open; nothing where there is only one. It scrolls on phones. */
export function SectionNav({ of, sections }: SectionRow) {
  const { t } = useTranslation();
  const may = useMay();
  const { pathname } = useLocation();
  const row = useRef<HTMLElement>(null);
  const current = sectionOf(pathname, sections);
  useEffect(() => {
    const nav = row.current;
    const link = nav?.querySelector<HTMLElement>('[aria-current]');
    // Not by scrollIntoView: the keyboard would go on from the link, past the way to the content.
    if (nav && link)
      nav.scrollLeft = link.offsetLeft - nav.offsetLeft - (nav.clientWidth - link.offsetWidth) / 2;
  }, [current]);
  const open = sections.filter(({ permission }) => may(permission));
  if (open.length < 2) return null;
  return (
    <nav className="section-nav" aria-label={t(`sections.${of}`)} ref={row}>
      <ul>
        {open.map((section) => (
          <li key={section.key}>
            <DatedLink to={section.path} current={section === current && currentness(pathname, section)}>
              {t(`section.${section.key}`)}
            </DatedLink>
          </li>
        ))}
      </ul>
    </nav>
  );
}

/** On a page further down, its section is where one is, but not the page that one is on. */
function currentness(pathname: string, { path }: Section): 'page' | true {
  return pathname === path ? 'page' : true;
}
