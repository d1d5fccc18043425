import { reactive, readonly } from 'vue';
import { api, useCsrf } from '../api/client';
import type { Catalogue, Session } from '../api/types';
import { startLive, stopLive } from './live';

const state = reactive<{ session?: Session; catalogue?: Catalogue }>({});

async function begin(session: Session) {
  useCsrf(session.csrf);
  state.catalogue = await api.catalogue();
  state.session = session;
  startLive();
}

/** Forgets who was signed in, here only. */
export function forgetSession() {
  stopLive();
  useCsrf('');
  state.session = undefined;
  state.catalogue = undefined;
}

/** Who is signed in, and the names that this account sees. */
export function useSession() {
  return {
    state: readonly(state),
    /** True if somebody is signed in already, for example after a reload. */
    async resume(): Promise<boolean> {
      if (state.session) return true;
      try {
        await begin(await api.session());
      } catch {
        return false;
      }
      return true;
    },
    async signIn(name: string, password: string) {
      await begin(await api.signIn(name, password));
    },
    async signOut() {
      await api.signOut().catch(() => undefined);
      forgetSession();
    },
  };
}
