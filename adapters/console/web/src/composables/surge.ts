import { shallowRef } from 'vue';
import { api } from '../api/client';
import type { Surge } from '../api/types';
import { useLive } from './live';

const surge = shallowRef<Surge>({ on: false });

/** Surge mode as it is now, for every page. */
export function useSurge() {
  async function refresh() {
    try {
      surge.value = await api.surge();
    } catch {
      // The next change or reconnection asks again.
    }
  }
  useLive(({ what }) => what === 'situation', () => void refresh());
  return { surge, refresh };
}
