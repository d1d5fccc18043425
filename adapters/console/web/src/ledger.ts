import type { RouteLocationRaw } from 'vue-router';
import type { Ledger, LedgerFigures } from './api/types';

/** Figures that count tickets, so that each can be looked at as a list. */
export type Figure = Exclude<keyof LedgerFigures, 'solved' | 'score_sum'>;

export const summaryFigures: Figure[] = ['came', 'open', 'late', 'with_coordinator', 'accepted', 'resolved', 'closed'];
export const tableFigures: Figure[] = [
  'came',
  'open',
  'late',
  'yellow',
  'red',
  'with_coordinator',
  'accepted',
  'resolved',
  'closed',
  'cancelled',
  'reopened',
];

export interface Scope {
  day: string;
  organisation?: string;
  need?: string;
}

/** The list of exactly the tickets that a figure counts. */
export function figureLink(figure: Figure, { day, organisation, need }: Scope): RouteLocationRaw {
  const query: Record<string, string> = { day, figure };
  if (organisation) query.organisation = organisation;
  if (need) query.need = need;
  return { name: 'tickets', query };
}

export interface Group {
  organisation: string;
  name: string;
  rows: Ledger['rows'];
  total: LedgerFigures;
}

function add(a: LedgerFigures, b: LedgerFigures): LedgerFigures {
  const sum = { ...a };
  for (const key of Object.keys(sum) as (keyof LedgerFigures)[]) sum[key] += b[key];
  return sum;
}

/** The ledger's rows by organisation, each with its sum. */
export function groups(ledger: Ledger): Group[] {
  const out: Group[] = [];
  for (const row of ledger.rows) {
    const last = out.at(-1);
    if (last?.organisation === row.organisation) {
      last.rows.push(row);
      last.total = add(last.total, row.figures);
    } else {
      out.push({
        organisation: row.organisation,
        name: row.organisation_name || row.organisation,
        rows: [row],
        total: row.figures,
      });
    }
  }
  return out;
}
