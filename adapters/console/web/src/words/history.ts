import type { HistoryEntry } from '../api/types';
import { moment } from '../time';
import { words } from './index';

type Said = { what: string; more?: string };

function join(...parts: (string | false | undefined)[]): string | undefined {
  return parts.filter(Boolean).join('；') || undefined;
}

function factsOf(entry: HistoryEntry): string | undefined {
  const told = entry.facts?.map(({ slot, value }) => `${words.slots[slot] ?? slot}：${factValue(slot, value)}`);
  return told?.join('，') || undefined;
}

/** A fact's value as people say it. */
export function factValue(slot: string, value: string): string {
  return slot === 'beneficiary' ? (words.beneficiaries[value] ?? value) : value;
}

const sentences: Record<string, (entry: HistoryEntry, who: string) => Said> = {
  ticket_opened: () => ({ what: '收到诉求，建立工单' }),
  ticket_amended: (e) => ({ what: '诉求人补充了情况', more: join(factsOf(e), e.text) }),
  ticket_confirmed: () => ({ what: '确认为正式工单，时限开始计算' }),
  ticket_offered: (e, who) => ({ what: `派给${who}，请 TA ${e.due ? moment(e.due) + ' 前' : ''}答复`, more: e.why }),
  offer_declined: (e, who) => ({ what: `${who}没有接`, more: e.text }),
  offer_expired: (_, who) => ({ what: `${who}没有按时答复，继续找下一位` }),
  offer_withdrawn: (e, who) => ({ what: `收回派给${who}的任务`, more: e.text }),
  coordinator_called: (e) => ({ what: '请协调员处理', more: e.text }),
  ticket_accepted: (_, who) => ({ what: `${who}签收，由 TA 承办` }),
  progress_reported: (e, who) => ({ what: `${who}反馈进展`, more: e.text }),
  help_asked: (e, who) => ({ what: `${who}请求支援`, more: e.text }),
  note_added: (e) => ({ what: '备注', more: e.text }),
  ticket_resolved: (e, who) => ({ what: `${who}报告办成，等待回访`, more: e.text }),
  ticket_rated: (e) => ({
    what: `诉求人评价：${e.score ?? '—'} 分，${e.solved ? words.ticket.solved : words.ticket.unsolved}`,
    more: e.text,
  }),
  ticket_closed: (e) => ({ what: '办结', more: e.text }),
  ticket_reopened: (e) => ({ what: '重办：问题还没有解决', more: e.text }),
  ticket_returned: (e) => ({ what: '退单，重新派', more: e.text }),
  ticket_waiting: (e) => ({ what: '暂停，等待对方，时限暂停', more: e.text }),
  ticket_resumed: () => ({ what: '恢复办理，时限继续' }),
  ticket_parked: (e) => ({
    what: '挂账',
    more: join(
      e.text,
      e.replacement && `${words.ticket.replacement}：${e.replacement}`,
      e.review_at !== undefined && `${words.ticket.reviewAt}：${moment(e.review_at)}`,
    ),
  }),
  ticket_cancelled: (e) => ({ what: '撤销', more: e.text }),
  ticket_merged: (e) => ({ what: `并入工单 ${e.merged_into ?? ''}` }),
  ticket_out_of_scope: (e) => ({ what: '不受理', more: e.text }),
  ticket_unassigned: (e, who) => ({ what: `从${who}手中收回`, more: e.text }),
  owner_changed: (_, who) => ({ what: `跟进人改为${who}` }),
  deadline_met: (e) => ({ what: `按时完成：${deadlineName(e)}` }),
  deadline_missed: (e) => ({ what: `超时：${deadlineName(e)}${e.due ? `（应在 ${moment(e.due)} 前）` : ''}` }),
  deadline_set: (e) => ({ what: `时限定为 ${e.due ? moment(e.due) : '—'}：${deadlineName(e)}` }),
  escalated: (e) => ({ what: `提醒升级到第 ${e.step ?? 1} 级`, more: e.text }),
  call_task_opened: (e) => ({ what: '请人打电话联系', more: e.text }),
  call_task_done: (e) => ({ what: '已电话联系', more: e.text }),
};

function deadlineName(entry: HistoryEntry): string {
  return entry.deadline ? words.deadlines[entry.deadline] : '时限';
}

/** One step of a ticket's history in plain words. */
export function sentence(entry: HistoryEntry): Said {
  const who = entry.person_name || '承办人';
  const say = sentences[entry.kind];
  return say ? say(entry, who) : { what: entry.kind, more: entry.text };
}

// What the service does by itself when somebody acts: that person did not do it.
const consequences = ['ticket_offered', 'coordinator_called', 'call_task_opened', 'owner_changed', 'escalated'];

/** Who did it: a name where there is one, otherwise the role. */
export function actor(entry: HistoryEntry): string {
  const byOffice = entry.actor_kind === 'coordinator' || entry.actor_kind === 'operator';
  const automatic = consequences.includes(entry.kind) && !byOffice;
  if (automatic || entry.kind.startsWith('deadline_')) return words.common.automatic;
  const kinds = { system: words.common.automatic, requester: '诉求人', helper: '承办人', operator: '话务员', coordinator: '协调员' };
  return entry.actor_name || kinds[entry.actor_kind];
}

export type Tone = 'plain' | 'good' | 'bad' | 'note';

/** How a step is marked on the timeline. */
export function tone(kind: string): Tone {
  if (['deadline_missed', 'escalated', 'offer_expired', 'coordinator_called', 'help_asked', 'ticket_reopened'].includes(kind)) {
    return 'bad';
  }
  if (['ticket_accepted', 'ticket_resolved', 'ticket_closed', 'ticket_rated', 'deadline_met'].includes(kind)) return 'good';
  return kind === 'note_added' ? 'note' : 'plain';
}
