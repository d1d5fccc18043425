#include "wechat/errcode.hpp"

#include <algorithm>
#include <array>

namespace warmline::wechat {
namespace {
struct Row {
    int code;
    ErrcodeClass what;
};
using enum ErrcodeClass;
constexpr std::array rows{
    Row{0, ok},
    Row{-1, retry},             // the platform is busy
    Row{6000, retry},           // edit conflict
    Row{45009, retry},          // daily quota
    Row{45011, retry},          // too fast
    Row{45033, retry},          // too many at once
    Row{40001, token},          // invalid, or wrong secret
    Row{40014, token},          // invalid
    Row{41001, token},          // missing
    Row{42001, token},          // expired
    Row{45015, wait_for_user},  // out of the 48 h window
    Row{45047, wait_for_user},  // credits used up
    Row{40003, never},          // bad OpenID
    Row{43004, never},          // not following
    Row{43019, never},          // blocked
    Row{43101, never},          // refuses subscription messages
    Row{48002, never},          // refuses messages
    Row{50005, never},          // not following (older)
    Row{70000, never},          // protection of minors
    Row{60111, never},
    Row{81013, never},
    Row{82001, never},
    Row{40007, our_bug},  // media id
    Row{40008, our_bug},  // message type
    Row{40033, our_bug},  // \uXXXX in the JSON
    Row{40035, our_bug},
    Row{40037, our_bug},  // template id
    Row{40056, our_bug},
    Row{40058, our_bug},
    Row{42014, our_bug},
    Row{42015, our_bug},
    Row{42016, our_bug},
    Row{42017, our_bug},
    Row{42018, our_bug},
    Row{44004, our_bug},        // empty text
    Row{45002, our_bug},        // too long
    Row{47001, our_bug},        // not JSON
    Row{40013, configuration},  // app id
    Row{40125, configuration},  // secret
    Row{40164, configuration},  // our address is not in the allow list
    Row{40243, configuration},  // secret frozen
    Row{48001, configuration},  // no right to this API
    Row{48004, configuration},  // API banned
    Row{50001, configuration},
    Row{60020, configuration},
    Row{61004, configuration},  // our address
    Row{93000, configuration},
    Row{93004, configuration},
    Row{95000, configuration},
    Row{95004, configuration},
    Row{95011, configuration},
    Row{95012, configuration},
    Row{95017, configuration},
    Row{95001, wait_for_user},
    Row{95002, wait_for_user},
    Row{95018, wait_for_user},
};
}  // namespace

ErrcodeClass class_of(int errcode) noexcept {
    const auto* at = std::find_if(rows.begin(), rows.end(), [&](const Row& row) { return row.code == errcode; });
    if (at != rows.end()) return at->what;
    return errcode >= 41000 && errcode <= 41999 ? our_bug : unknown;
}

bool token_fault(int errcode) noexcept { return errcode == 40001 || class_of(errcode) == configuration; }
}  // namespace warmline::wechat
