import type { HistoryEntry } from '../api/types';
import { dayOf, moment } from '../time';
import { words } from './index';

type Said = { what: string; more?: string };

function join(...parts: (string | false | undefined)[]): string | undefined {
  const told = parts.filter((part): part is string => Boolean(part));
  return told.length ? words.common.sentences(told) : undefined;
}

function factsOf(entry: HistoryEntry): string | undefined {
  const told = entry.facts?.map(({ slot, value }) => words.common.pair(words.slots[slot] ?? slot, factValue(slot, value)));
  return told && words.common.list(told);
}

/** A fact's value as people say it. */
export function factValue(slot: string, value: string): string {
  return slot === 'beneficiary' ? (words.beneficiaries[value] ?? value) : value;
}

/** What stands below the sentence: what somebody wrote, or why the service did it. */
function moreOf(entry: HistoryEntry): string | undefined {
  const text = entry.text && words.told(entry.text);
  switch (entry.kind) {
    case 'ticket_amended':
      return join(factsOf(entry), text);
    case 'ticket_offered':
      return join(
        entry.why && words.told(entry.why),
        entry.broken && entry.broken !== entry.why && words.common.pair(words.households.whyNotPartner, words.told(entry.broken)),
      );
    case 'series_started':
    case 'series_skipped':
    case 'series_paused':
    case 'series_resumed':
      return join(text, entry.review_at !== undefined && words.households.nextTime(dayOf(entry.review_at)));
    case 'extension_asked':
      return join(
        text,
        entry.review_at !== undefined && words.common.pair(words.ticket.extensionUntil, moment(entry.review_at)),
      );
    case 'ticket_parked':
      return join(
        text,
        entry.replacement && words.common.pair(words.ticket.replacement, entry.replacement),
        entry.review_at !== undefined && words.common.pair(words.ticket.reviewAt, moment(entry.review_at)),
      );
    default:
      return text;
  }
}

/** One step of a ticket's history in plain words. */
export function sentence(entry: HistoryEntry): Said {
  const say = words.history[entry.kind];
  if (!say) return { what: entry.kind, more: entry.text };
  const what = say({
    who: entry.person_name || (entry.kind === 'ticket_urged' ? words.actors.coordinator : words.common.somebody),
    deadline: entry.deadline ? words.deadlines[entry.deadline] : words.common.deadline,
    due: entry.due ? moment(entry.due) : undefined,
    score: entry.score,
    solved: entry.solved ?? false,
    step: entry.step ?? 0,
    fromTier: entry.from_tier && words.tiers[entry.from_tier],
    tier: entry.tier && words.tiers[entry.tier],
    merged: entry.merged_into ?? '',
    from: entry.from_name ?? '',
    need: entry.need_name,
    intent: words.intent(entry.intent ?? ''),
    party: entry.party_name ?? '',
    late: entry.due !== undefined && entry.at > entry.due,
  });
  return { what, more: moreOf(entry) };
}

// What the service does by itself when somebody acts: that person did not do it.
const consequences = ['ticket_offered', 'coordinator_called', 'call_task_opened', 'owner_changed', 'escalated', 'parties_named'];

/** Who did it: a name where there is one, otherwise the role. */
export function actor(entry: HistoryEntry): string {
  const byOffice = entry.actor_kind === 'coordinator' || entry.actor_kind === 'operator';
  const automatic = consequences.includes(entry.kind) && !byOffice;
  if (automatic || entry.kind.startsWith('deadline_')) return words.actors.system;
  return entry.actor_name || words.actors[entry.actor_kind];
}

export type Tone = 'plain' | 'good' | 'bad' | 'note';

/** How a step is marked on the timeline. */
export function tone({ kind, at, due }: Pick<HistoryEntry, 'kind' | 'at' | 'due'>): Tone {
  if (kind === 'deadline_met' && due !== undefined && at > due) return 'bad';
  if (['deadline_missed', 'escalated', 'offer_expired', 'coordinator_called', 'help_asked', 'ticket_reopened', 'supervised', 'part_missed', 'card_shown'].includes(kind)) {
    return 'bad';
  }
  if (['ticket_accepted', 'ticket_resolved', 'ticket_closed', 'ticket_rated', 'deadline_met', 'extension_granted', 'part_done'].includes(kind)) return 'good';
  return kind === 'note_added' ? 'note' : 'plain';
}
