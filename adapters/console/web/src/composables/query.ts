import { computed } from 'vue';
import { useRoute, useRouter } from 'vue-router';

/** The page's filters live in its address, so that they survive a reload and can be sent to a colleague. */
export function useQuery() {
  const route = useRoute();
  const router = useRouter();
  const values = computed(() => {
    const out: Record<string, string> = {};
    for (const [key, value] of Object.entries(route.query)) {
      if (typeof value === 'string' && value) out[key] = value;
    }
    return out;
  });
  function set(changes: Record<string, string | undefined>) {
    const next: Record<string, string> = {};
    for (const [key, value] of Object.entries({ ...values.value, ...changes })) if (value) next[key] = value;
    void router.replace({ query: next });
  }
  function clear() {
    void router.replace({ query: {} });
  }
  return { values, set, clear };
}
