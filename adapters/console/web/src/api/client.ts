import type * as T from './types';
import { words } from '../words';

/** Why a request failed, with a sentence for the person at the page. */
export class ApiError extends Error {
  constructor(
    readonly status: number,
    detail: string,
  ) {
    super(detail);
  }
}

let csrf = '';
let onSignedOut: () => void = () => undefined;

/** Remembers the token that every unsafe request must carry. */
export function useCsrf(token: string) {
  csrf = token;
}
/** Called when the server says that nobody is signed in any more. */
export function whenSignedOut(then: () => void) {
  onSignedOut = then;
}

const timeLimitMs = 15_000;
const retriesMax = 2;
const retrySecondsMax = 5;

async function send(method: string, path: string, body?: unknown): Promise<Response> {
  const headers: Record<string, string> = { Accept: 'application/json' };
  if (method !== 'GET') headers['X-CSRF-Token'] = csrf;
  if (body !== undefined) headers['Content-Type'] = 'application/json';
  try {
    return await fetch('/api/v1' + path, {
      method,
      headers,
      body: body === undefined ? undefined : JSON.stringify(body),
      signal: AbortSignal.timeout(timeLimitMs),
    });
  } catch {
    throw new ApiError(0, words.errors.unreachable);
  }
}

async function problemOf(response: Response): Promise<ApiError> {
  const isProblem = response.headers.get('Content-Type')?.includes('json');
  const problem = isProblem ? ((await response.json().catch(() => undefined)) as T.Problem | undefined) : undefined;
  return new ApiError(response.status, problem ? words.refusal(problem.code, problem.detail) : words.errors.unexpected);
}

async function call<Answer>(method: string, path: string, body?: unknown): Promise<Answer> {
  let response = await send(method, path, body);
  // In surge mode intake comes first: what is only read is asked for again a little later.
  for (let again = 0; response.status === 429 && method === 'GET' && again < retriesMax; ++again) {
    const seconds = Math.min(Number(response.headers.get('Retry-After')) || 1, retrySecondsMax);
    await new Promise((resolve) => setTimeout(resolve, seconds * 1000));
    response = await send(method, path, body);
  }
  if (!response.ok) {
    if (response.status === 401 && path !== '/session') onSignedOut();
    throw await problemOf(response);
  }
  return (response.status === 204 ? undefined : await response.json()) as Answer;
}

function query(values: T.TicketQuery): string {
  const text = new URLSearchParams(values).toString();
  return text ? '?' + text : '';
}

const id = encodeURIComponent;

export const api = {
  session: () => call<T.Session>('GET', '/session'),
  signIn: (name: string, password: string) => call<T.Session>('POST', '/session', { name, password }),
  signOut: () => call<void>('DELETE', '/session'),
  catalogue: () => call<T.Catalogue>('GET', '/catalogue'),
  ledger: (values: T.TicketQuery) => call<T.Ledger>('GET', '/ledger' + query(values)),
  rates: (values: T.TicketQuery) => call<T.RatesReport>('GET', '/rates' + query(values)),
  tickets: (values: T.TicketQuery) => call<T.TicketPage>('GET', '/tickets' + query(values)),
  ticket: (ticket: string) => call<T.TicketDetail>('GET', `/tickets/${id(ticket)}`),
  candidates: (ticket: string) => call<{ items: T.Candidate[] }>('GET', `/tickets/${id(ticket)}/candidates`),
  addNote: (ticket: string, text: string) => call<T.TicketDetail>('POST', `/tickets/${id(ticket)}/notes`, { text }),
  reassign: (ticket: string, body: T.NewAssignment) =>
    call<T.TicketDetail>('POST', `/tickets/${id(ticket)}/reassign`, body),
  confirm: (ticket: string) => call<T.TicketDetail>('POST', `/tickets/${id(ticket)}/confirm`, {}),
  move: (ticket: string, body: T.NewMove) => call<T.TicketDetail>('POST', `/tickets/${id(ticket)}/move`, body),
  merge: (ticket: string, body: T.NewMerge) => call<T.TicketDetail>('POST', `/tickets/${id(ticket)}/merge`, body),
  retier: (ticket: string, body: T.NewTier) => call<T.TicketDetail>('POST', `/tickets/${id(ticket)}/tier`, body),
  reclassify: (ticket: string, body: T.NewKind) => call<T.TicketDetail>('POST', `/tickets/${id(ticket)}/reclassify`, body),
  ruleExtension: (ticket: string, body: T.NewRuling) =>
    call<T.TicketDetail>('POST', `/tickets/${id(ticket)}/extension`, body),
  reportPart: (ticket: string, body: T.NewPartReport) =>
    call<T.TicketDetail>('POST', `/tickets/${id(ticket)}/parts/report`, body),
  returnPart: (ticket: string, body: T.NewVerdict) => call<T.TicketDetail>('POST', `/tickets/${id(ticket)}/parts/return`, body),
  ruleTicket: (ticket: string, body: T.NewVerdict) => call<T.TicketDetail>('POST', `/tickets/${id(ticket)}/ruling`, body),
  households: (values: T.TicketQuery) => call<{ items: T.Household[]; more: boolean }>('GET', '/households' + query(values)),
  household: (household: string) => call<T.HouseholdDetail>('GET', `/households/${id(household)}`),
  partners: (household: string) => call<{ items: T.Candidate[] }>('GET', `/households/${id(household)}/partners`),
  handOver: (household: string, body: T.NewPartner) =>
    call<T.HouseholdDetail>('POST', `/households/${id(household)}/hand-over`, body),
  setBackup: (household: string, person: string) =>
    call<T.HouseholdDetail>('POST', `/households/${id(household)}/backup`, { person }),
  endPair: (household: string, body: T.PairEnd) => call<T.HouseholdDetail>('POST', `/households/${id(household)}/end`, body),
  linkPerson: (household: string, ticket: string) =>
    call<T.HouseholdDetail>('POST', `/households/${id(household)}/members`, { ticket }),
  moveSeries: (household: string, body: T.SeriesMove) =>
    call<T.HouseholdDetail>('POST', `/households/${id(household)}/series`, body),
  makePlan: (household: string) => call<T.HouseholdDetail>('POST', `/households/${id(household)}/plan`, {}),
  limitContacts: (household: string, every_days: number) =>
    call<T.HouseholdDetail>('POST', `/households/${id(household)}/contacts`, { every_days }),
  breaks: (values: T.TicketQuery) => call<{ day: string; items: T.Break[] }>('GET', '/breaks' + query(values)),
  persons: (search: T.PersonSearch) => call<T.PersonPage>('POST', '/persons/search', search),
  person: (person: string) => call<T.PersonDetail>('GET', `/persons/${id(person)}`),
  previewLeave: (person: string, from: number, to: number) =>
    call<T.LeavePreview>('GET', `/persons/${id(person)}/leave` + query({ from: String(from), to: String(to) })),
  addLeave: (person: string, body: T.NewLeave) => call<T.PersonDetail>('POST', `/persons/${id(person)}/leave`, body),
  endLeave: (person: string, body: T.LeaveEnd) => call<T.PersonDetail>('POST', `/persons/${id(person)}/leave/end`, body),
  changeDuty: (person: string, body: T.NewDuty) => call<T.PersonDetail>('POST', `/persons/${id(person)}/duty`, body),
  giveCalendar: (person: string, anew: boolean) => call<{ address: string }>('POST', `/persons/${id(person)}/calendar`, { anew }),
  surge: () => call<T.Surge>('GET', '/surge'),
  switchSurge: (on: boolean, reason: string) => call<T.Surge>('POST', '/surge', { on, reason }),
  places: () => call<T.Places>('GET', '/places'),
  bookStay: (ticket: string, body: T.NewStay) => call<T.TicketDetail>('POST', `/tickets/${id(ticket)}/stay`, body),
  freeStay: (ticket: string, body: T.StayEnd) => call<T.TicketDetail>('POST', `/tickets/${id(ticket)}/stay/free`, body),
  groups: () => call<T.Groups>('GET', '/groups'),
  openGroup: (body: T.NewGroup) => call<T.Groups>('POST', '/groups', body),
  changeGroup: (group: string, body: T.GroupChange) => call<T.Groups>('POST', `/groups/${id(group)}/change`, body),
  closeGroup: (group: string, body: T.GroupEnd) => call<T.Groups>('POST', `/groups/${id(group)}/close`, body),
  bounds: () => call<T.Bounds>('GET', '/bounds'),
  setBounds: (body: T.NewBounds) => call<T.Bounds>('POST', '/bounds', body),
  incidents: () => call<T.Incidents>('GET', '/incidents'),
  openIncident: (body: T.NewIncident) => call<T.Incidents>('POST', '/incidents', body),
  changeLinks: (incident: string, body: T.NewLinks) =>
    call<T.Incidents>('POST', `/incidents/${id(incident)}/tickets`, body),
  closeIncident: (incident: string, body: T.IncidentEnd) =>
    call<T.Incidents>('POST', `/incidents/${id(incident)}/close`, body),
  calls: () => call<{ items: T.CallTask[] }>('GET', '/calls'),
  finishCall: (task: string, note: string) => call<void>('POST', `/calls/${id(task)}/done`, { note }),
  parked: () => call<{ items: T.ParkedMessage[] }>('GET', '/parked'),
  retryMessage: (message: string) => call<void>('POST', `/parked/${id(message)}/retry`, {}),
  dismissMessage: (message: string, reason: string) => call<void>('POST', `/parked/${id(message)}/dismiss`, { reason }),
};
