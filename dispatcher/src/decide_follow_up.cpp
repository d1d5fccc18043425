#include "decisions.hpp"

namespace warmline::dispatcher {

Done decide_on(Turn& turn, const AnswerFollowUp& command) {
    if (!turn.ticket(command.ticket)) return Errc::ticket_unknown;
    return Errc::illegal_move;
}

}  // namespace warmline::dispatcher
