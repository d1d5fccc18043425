import type { TicketDetail } from './api/types';

/** This account's organisation answers for the ticket, alone or before others; else it has only a part in it. */
export const answers = ({ right }: TicketDetail) => right === 'lead' || right === 'sole';
