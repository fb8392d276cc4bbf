import { createBrowserRouter } from 'react-router';
import { CrashPage } from '../states/crash-page.tsx';
import { NotFoundPage } from '../states/not-found-page.tsx';
import { LoadingPage } from '../states/loading-page.tsx';
import { Frame } from './frame.tsx';
import { Home, RequireArea } from './guards.tsx';

/** All addresses of the web app. Each page is loaded when it is first opened. */
export const router = createBrowserRouter([
  {
    ErrorBoundary: CrashPage,
    HydrateFallback: LoadingPage,
    children: [
      {
        path: '/sign-in',
        lazy: async () => ({ Component: (await import('../session/sign-in-page.tsx')).SignInPage }),
      },
      {
        Component: Frame,
        children: [
          { index: true, Component: Home },
          {
            path: 'county',
            element: <RequireArea keys={['county']} />,
            children: [
              {
                lazy: async () => ({ Component: (await import('../county/county-area.tsx')).CountyArea }),
                children: [
                  {
                    index: true,
                    lazy: async () => ({ Component: (await import('../county/county-page.tsx')).CountyPage }),
                  },
                  {
                    path: 'alerts',
                    lazy: async () => ({
                      Component: (await import('../county/county-alerts-page.tsx')).CountyAlertsPage,
                    }),
                  },
                  {
                    path: 'targets',
                    lazy: async () => ({
                      Component: (await import('../policy/targets-page.tsx')).TargetsPage,
                    }),
                  },
                  {
                    path: 'periods',
                    lazy: async () => ({
                      Component: (await import('../policy/periods-page.tsx')).PeriodsPage,
                    }),
                  },
                  {
                    path: 'coverage',
                    lazy: async () => ({
                      Component: (await import('../village-coverage/coverage-page.tsx')).CoveragePage,
                    }),
                  },
                  {
                    path: 'six-haves',
                    lazy: async () => ({
                      Component: (await import('../six-haves/six-haves-page.tsx')).SixHavesPage,
                    }),
                  },
                  {
                    path: 'progress',
                    lazy: async () => ({
                      Component: (await import('../progress/progress-page.tsx')).ProgressPage,
                    }),
                  },
                  {
                    path: 'money',
                    lazy: async () => ({
                      Component: (await import('../money/money-page.tsx')).MoneyPage,
                    }),
                  },
                  {
                    path: 'scoreboard',
                    lazy: async () => ({
                      Component: (await import('../scoreboard/scoreboard-page.tsx')).ScoreboardPage,
                    }),
                  },
                  {
                    path: 'figures',
                    lazy: async () => ({
                      Component: (await import('../figures/county-figures-page.tsx')).CountyFiguresPage,
                    }),
                  },
                  {
                    path: 'towns/:townCode',
                    lazy: async () => ({ Component: (await import('../county/town-page.tsx')).TownPage }),
                  },
                  {
                    path: 'towns/:townCode',
                    lazy: async () => ({
                      Component: (await import('../town/county-town-area.tsx')).CountyTownArea,
                    }),
                    children: [
                      {
                        path: 'to-do',
                        lazy: async () => ({ Component: (await import('../town/to-do-page.tsx')).ToDoPage }),
                      },
                      {
                        path: 'board',
                        lazy: async () => ({
                          Component: (await import('../board/board-page.tsx')).BoardPage,
                        }),
                      },
                      {
                        path: 'ledger',
                        lazy: async () => ({
                          Component: (await import('../ledger/ledger-page.tsx')).LedgerPage,
                        }),
                      },
                      {
                        path: 'programme',
                        lazy: async () => ({
                          Component: (await import('../programme/programme-page.tsx')).ProgrammePage,
                        }),
                      },
                      {
                        path: 'alerts',
                        lazy: async () => ({
                          Component: (await import('../town/town-alerts-page.tsx')).TownAlertsPage,
                        }),
                      },
                      {
                        path: 'figures',
                        lazy: async () => ({
                          Component: (await import('../figures/county-town-figures-page.tsx'))
                            .CountyTownFiguresPage,
                        }),
                      },
                    ],
                  },
                  {
                    path: 'towns/:townCode/villages/:villageId',
                    lazy: async () => ({
                      Component: (await import('../county/county-village-page.tsx')).CountyVillagePage,
                    }),
                  },
                  {
                    path: 'towns/:townCode/projects/:venueId',
                    lazy: async () => ({
                      Component: (await import('../county/county-project-page.tsx')).CountyProjectPage,
                    }),
                  },
                ],
              },
            ],
          },
          {
            path: 'county/standards',
            element: <RequireArea keys={['county', 'policy']} />,
            children: [
              {
                index: true,
                lazy: async () => ({
                  Component: (await import('../standards/standards-page.tsx')).StandardsPage,
                }),
              },
              {
                path: 'new',
                lazy: async () => ({
                  Component: (await import('../standards/standard-editor-page.tsx')).StandardEditorPage,
                }),
              },
              {
                path: ':version',
                lazy: async () => ({
                  Component: (await import('../standards/standard-page.tsx')).StandardPage,
                }),
              },
            ],
          },
          {
            path: 'town',
            element: <RequireArea keys={['town']} />,
            children: [
              {
                index: true,
                lazy: async () => ({
                  Component: (await import('../workspace/workspace-page.tsx')).WorkspacePage,
                }),
              },
              {
                lazy: async () => ({ Component: (await import('../town/town-area.tsx')).TownArea }),
                children: [
                  {
                    path: 'ledger',
                    lazy: async () => ({ Component: (await import('../ledger/ledger-page.tsx')).LedgerPage }),
                  },
                  {
                    path: 'programme',
                    lazy: async () => ({
                      Component: (await import('../programme/programme-page.tsx')).ProgrammePage,
                    }),
                  },
                  {
                    path: 'periods',
                    lazy: async () => ({
                      Component: (await import('../periods/periods-page.tsx')).PeriodsPage,
                    }),
                  },
                ],
              },
            ],
          },
          {
            path: 'town',
            element: <RequireArea keys={['town', 'village']} />,
            children: [
              {
                lazy: async () => ({ Component: (await import('../town/town-area.tsx')).TownArea }),
                children: [
                  {
                    path: 'to-do',
                    lazy: async () => ({ Component: (await import('../town/to-do-page.tsx')).ToDoPage }),
                  },
                  {
                    path: 'board',
                    lazy: async () => ({ Component: (await import('../board/board-page.tsx')).BoardPage }),
                  },
                  {
                    path: 'alerts',
                    lazy: async () => ({
                      Component: (await import('../town/town-alerts-page.tsx')).TownAlertsPage,
                    }),
                  },
                ],
              },
            ],
          },
          {
            path: 'town/figures',
            element: <RequireArea keys={['town']} />,
            children: [
              {
                index: true,
                lazy: async () => ({
                  Component: (await import('../figures/town-figures-page.tsx')).TownFiguresPage,
                }),
              },
            ],
          },
          {
            path: 'town/villages/:villageId',
            element: <RequireArea keys={['town', 'village']} />,
            children: [
              {
                index: true,
                lazy: async () => ({
                  Component: (await import('../workspace/workspace-village-page.tsx')).WorkspaceVillagePage,
                }),
              },
            ],
          },
          {
            path: 'town/projects/:venueId',
            element: <RequireArea keys={['town', 'village']} />,
            children: [
              {
                index: true,
                lazy: async () => ({
                  Component: (await import('../workspace/workspace-project-page.tsx')).WorkspaceProjectPage,
                }),
              },
            ],
          },
          {
            path: 'rankings',
            element: <RequireArea keys={['rankings']} />,
            children: [
              {
                index: true,
                lazy: async () => ({
                  Component: (await import('../rankings/rankings-page.tsx')).RankingsPage,
                }),
              },
            ],
          },
          {
            path: 'account',
            lazy: async () => ({ Component: (await import('../account/account-page.tsx')).AccountPage }),
          },
          {
            path: 'accounts',
            element: <RequireArea keys={['accounts']} />,
            children: [
              {
                index: true,
                lazy: async () => ({
                  Component: (await import('../accounts/accounts-page.tsx')).AccountsPage,
                }),
              },
            ],
          },
          {
            path: 'audit',
            element: <RequireArea keys={['audit']} />,
            children: [
              {
                index: true,
                lazy: async () => ({ Component: (await import('../audit/audit-page.tsx')).AuditPage }),
              },
            ],
          },
          {
            path: 'verification',
            element: <RequireArea keys={['verification']} />,
            children: [
              {
                index: true,
                lazy: async () => ({
                  Component: (await import('../audit/verification-page.tsx')).VerificationPage,
                }),
              },
            ],
          },
          {
            path: 'tenants',
            element: <RequireArea keys={['tenants', 'towns']} />,
            children: [
              {
                index: true,
                lazy: async () => ({ Component: (await import('../tenants/tenants-page.tsx')).TenantsPage }),
              },
            ],
          },
          { path: '*', Component: NotFoundPage },
        ],
      },
    ],
  },
]);
