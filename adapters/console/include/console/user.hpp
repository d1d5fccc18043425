#pragma once
#include <string>

#include "dispatcher/ids.hpp"

namespace warmline::console {

/// What an account may do, from least to most: a leader reads, an operator works the calls and the tickets of the own
/// subtree, a coordinator moves and reassigns as well.
enum class UserRole { leader, operator_, coordinator };

/// An account of the console. Made by configuration; the console never changes it.
struct User {
    std::string name;          ///< as typed at sign-in, lower-case letters, digits, '.', '_' and '-'
    std::string argon2id;      ///< libsodium's crypto_pwhash_str form
    std::string display_name;  ///< shown in the history of what the user did
    UserRole role = UserRole::leader;
    dispatcher::OrganisationId organisation;  ///< sees this node and all below it
};

}  // namespace warmline::console
