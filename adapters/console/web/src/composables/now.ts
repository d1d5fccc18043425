import { onBeforeUnmount, ref } from 'vue';

/** The present, so that "still 20 minutes" stays true while the page is open. */
export function useNow(everyMs = 20_000) {
  const now = ref(Date.now());
  const timer = setInterval(() => (now.value = Date.now()), everyMs);
  onBeforeUnmount(() => clearInterval(timer));
  return now;
}
