// npm run build: builds whether or not anything has changed.
import { build } from './setup.mjs';

build();
