#pragma once
#include <map>
#include <memory>
#include <string>

#include "bot/reader.hpp"
#include "bot/wording.hpp"
#include "dispatcher/programme.hpp"
#include "engine/clock.hpp"
#include "engine/stats.hpp"
#include "ports/channel.hpp"
#include "ports/second_reader.hpp"
#include "store/store.hpp"

namespace warmline::engine {

/// What happens when chat does not reach a person: a person of ours telephones, or nothing.
enum class Fallback { call_task, none };

/// What every part of the engine works with. All are owned by adapters/cli and outlive the engine.
struct Parts {
    store::Store& store;
    const bot::Reader& reader;
    const bot::Wording& wording;
    const dispatcher::Programme& programme;
    dispatcher::Roster& roster;
    Stats& stats;
    Clock clock;
    Fallback fallback = Fallback::call_task;
    ports::SecondReader* second = nullptr;       ///< none by default
    dispatcher::Situation* situation = nullptr;  ///< of the programme, as this process knows it; null: never changed
    std::string public_url{};  ///< by which helpers reach this service, without '/' at its end; empty: no calendars
};

/// Channel accounts that can send, by account id.
using Senders = std::map<std::string, ports::Sender*>;

}  // namespace warmline::engine
