import { ref } from 'vue';
import { api } from '../api/client';
import { useLive } from './live';

/** How many calls and undelivered messages wait, for the navigation. */
export function useCounts() {
  const calls = ref(0);
  const parked = ref(0);
  async function refresh() {
    try {
      const [open, held] = await Promise.all([api.calls(), api.parked()]);
      calls.value = open.items.length;
      parked.value = held.items.length;
    } catch {
      // The pages themselves show what is wrong; the counts only help.
    }
  }
  useLive((change) => change.what !== 'ticket', () => void refresh());
  return { calls, parked, refresh };
}
