/// <reference types="vite/client" />
import 'vue-router';

declare module 'vue-router' {
  interface RouteMeta {
    /** Whose `title` the document has. */
    title?: 'ledger' | 'tickets' | 'households' | 'persons' | 'rates' | 'calls' | 'parked' | 'incidents' | 'groups' | 'places' | 'signIn';
    /** Shown to people who are not signed in. */
    open?: boolean;
  }
}
