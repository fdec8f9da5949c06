import { createRoot } from 'react-dom/client';
import { startTexts } from '../i18n/console';
import { startAppearance } from '../style/appearance';
import '../style/tokens.css';
import '../style/base.css';
import './parts/editor';
import { Root } from './Root';

startAppearance();
await startTexts();
createRoot(document.getElementById('root')!).render(<Root />);
