import type { components } from './schema';

type Schemas = components['schemas'];

export type Session = Schemas['Session'];
export type Catalogue = Schemas['Catalogue'];
export type Ledger = Schemas['Ledger'];
export type LedgerFigures = Schemas['LedgerFigures'];
export type OutreachCount = NonNullable<Ledger['outreach']>;
export type Ticket = Schemas['Ticket'];
export type TicketPage = Schemas['TicketPage'];
export type TicketDetail = Schemas['TicketDetail'];
export type TicketState = Schemas['TicketState'];
export type Tier = Schemas['Tier'];
export type DeadlineKind = Schemas['DeadlineKind'];
export type Deadline = TicketDetail['deadlines'][number];
export type ClockStep = Deadline['steps'][number];
export type HistoryEntry = Schemas['HistoryEntry'];
export type Contact = Schemas['Contact'];
export type Candidate = Schemas['Candidates']['items'][number];
export type CallTask = Schemas['Calls']['items'][number];
export type ParkedMessage = Schemas['ParkedMessages']['items'][number];
export type Change = Schemas['Change'];
export type NewMove = Schemas['NewMove'];
export type NewMerge = Schemas['NewMerge'];
export type NewRuling = Schemas['NewRuling'];
export type NewAssignment = Schemas['NewAssignment'];
export type Problem = Schemas['Problem'];
export type TicketQuery = Record<string, string>;
