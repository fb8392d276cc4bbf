import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { startTexts } from './i18n/i18n.ts';
import { startSession } from './session/renewal.ts';
import { App } from './shell/app.tsx';
import './styles.css';
import './people.css';
import './report.css';

startTexts();
startSession();

const root = document.getElementById('root');
if (root === null) throw new Error('index.html has no #root');
createRoot(root).render(
  <StrictMode>
    <App />
  </StrictMode>,
);
