import { watchEffect } from 'vue';
import { createRouter, createWebHistory } from 'vue-router';
import { whenSignedOut } from './api/client';
import { forgetSession, useSession } from './composables/session';
import { language, words } from './words';

// The service answers each of these addresses with the page (src/page.cpp lists them too).
export const router = createRouter({
  history: createWebHistory(),
  routes: [
    { path: '/', name: 'ledger', component: () => import('./pages/LedgerPage.vue'), meta: { title: 'ledger' } },
    { path: '/tickets', name: 'tickets', component: () => import('./pages/TicketsPage.vue'), meta: { title: 'tickets' } },
    { path: '/tickets/:id', name: 'ticket', component: () => import('./pages/TicketPage.vue'), props: true, meta: { title: 'tickets' } },
    { path: '/households', name: 'households', component: () => import('./pages/HouseholdsPage.vue'), meta: { title: 'households' } },
    { path: '/households/:id', name: 'household', component: () => import('./pages/HouseholdPage.vue'), props: true, meta: { title: 'households' } },
    { path: '/persons', name: 'persons', component: () => import('./pages/PersonsPage.vue'), meta: { title: 'persons' } },
    { path: '/persons/:id', name: 'person', component: () => import('./pages/PersonPage.vue'), props: true, meta: { title: 'persons' } },
    { path: '/rates', name: 'rates', component: () => import('./pages/RatesPage.vue'), meta: { title: 'rates' } },
    { path: '/calls', name: 'calls', component: () => import('./pages/CallsPage.vue'), meta: { title: 'calls' } },
    { path: '/parked', name: 'parked', component: () => import('./pages/ParkedPage.vue'), meta: { title: 'parked' } },
    { path: '/incidents', name: 'incidents', component: () => import('./pages/IncidentsPage.vue'), meta: { title: 'incidents' } },
    { path: '/groups', name: 'groups', component: () => import('./pages/GroupsPage.vue'), meta: { title: 'groups' } },
    { path: '/places', name: 'places', component: () => import('./pages/PlacesPage.vue'), meta: { title: 'places' } },
    { path: '/sign-in', name: 'sign-in', component: () => import('./pages/SignInPage.vue'), meta: { title: 'signIn', open: true } },
    { path: '/:rest(.*)', redirect: '/' },
  ],
  scrollBehavior: (to, from, saved) => saved ?? (to.path === from.path ? undefined : { top: 0 }),
});

router.beforeEach(async (to) => {
  const signedIn = await useSession().resume();
  if (to.meta.open) return signedIn ? { name: 'ledger' } : true;
  return signedIn ? true : { name: 'sign-in', query: to.fullPath === '/' ? {} : { next: to.fullPath } };
});

// The document says what it shows and in which language, whenever one of them changes.
watchEffect(() => {
  document.documentElement.lang = language.value;
  const { title } = router.currentRoute.value.meta;
  document.title = title ? `${words[title].title} · ${words.brand}` : words.brand;
});

whenSignedOut(() => {
  forgetSession();
  const { name, fullPath } = router.currentRoute.value;
  if (name !== 'sign-in') void router.replace({ name: 'sign-in', query: { next: fullPath, ended: '1' } });
});
