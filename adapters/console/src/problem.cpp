#include "problem.hpp"

#include "console/errc.hpp"
#include "dispatcher/errc.hpp"

namespace warmline::console {
namespace {

BadInput of(Errc e) {
    switch (e) {
        case Errc::not_found:
            return {404, "没有找到，可能编号有误，或不在您的机构范围内。", "not_found"};
        case Errc::conflict:
            return {409, "刚刚有人改动过，请刷新后再试。", "conflict"};
        case Errc::bad_cursor:
            return {400, "列表位置无效，请从第一页重新查看。", "bad_cursor"};
        case Errc::too_many:
            return {422, "这段时间的工单太多，请选短一些的时间。", "too_many"};
        case Errc::unavailable:
            break;
    }
    return {503, "服务暂时连不上数据，请稍后重试。", "unavailable"};
}

BadInput of(dispatcher::Errc e) {
    using enum dispatcher::Errc;
    switch (e) {
        case ticket_unknown:
            return {404, "没有这张工单，请核对编号。", "not_found"};
        case person_unknown:
            return {422, "没有这个人，请重新选择。", "person_unknown"};
        case illegal_move:
            return {409, "工单现在的状态不能这样变更，请刷新后查看可选的操作。", "illegal_move"};
        case not_offered_to_you:
            return {409, "这张工单已不在此人手上，请刷新。", "not_offered"};
        case not_yours:
            return {403, "只有承办人或跟进人可以这样做。", "not_yours"};
        case already_taken:
            return {409, "已经有人接单了，请刷新。", "already_taken"};
        case reason_missing:
            return {422, "请写明原因。", "reason_missing"};
        case replacement_missing:
            return {422, "挂账需要写明替代办法和复查日期。", "replacement_missing"};
        case crisis_protected:
            return {409, "危机工单不能暂停、合并或自动结束，请改派或记录跟进情况。", "crisis_protected"};
        case need_unknown:
            return {422, "服务目录里没有这一项。", "need_unknown"};
        case bounce_limit:
            return {409, "退单次数已到上限，等上级裁定由谁办。", "bounce_limit"};
        case waiting_limit:
            return {422, "暂停不能这么久：请选近一些的日期，到期还没有消息可以再暂停，或者挂账。", "waiting_limit"};
        case part_only:
            return {403, "您的机构在这张工单里只有自己的一部分，请联系牵头机构。", "part_only"};
        case part_unknown:
            return {409, "这一部分已经办好或退回，请刷新后再看。", "part_unknown"};
        case ruled_already:
            return {409, "这张工单已经裁定由谁办，不能再退。", "ruled_already"};
        case cannot_take:
            return {409, "此人手上已满，或就是诉求人本人，请另选一位。", "cannot_take"};
        case value_out_of_range:
            return {422, "填写的数值或日期不在允许范围内。", "out_of_range"};
        case not_alike:
            return {409, "只有同一类需求、都还没办完的工单才能合并。", "not_alike"};
        case extension_limit:
            return {409, "只能延期一次，时间也不能超过规定。", "extension_limit"};
        case household_unknown:
            return {404, "没有这户家庭，请刷新后再看。", "not_found"};
        case pair_missing:
            return {409, "这户家庭的结对刚有变动，请刷新后再看。", "pair_missing"};
        case partner_full:
            return {409, "此人结对的家庭已到上限，请另选一位。", "partner_full"};
        case already_so:
            return {409, "已经是这样了，请刷新后再看。", "already_so"};
        case incident_unknown:
            return {404, "这起群体事件已经结束，请刷新后再看。", "not_found"};
        case group_exists:
            return {409, "这家医院（或这个科室、这支队伍）已经有支持群了，不再另建；请把人引到那个群里。",
                    "group_exists"};
        case group_unknown:
            return {404, "没有这个支持群，或已经结束，请刷新后再看。", "not_found"};
        case not_an_expert:
            return {422, "请选一到两位做这类服务、证件在有效期内的专家带群。", "not_an_expert"};
        case house_unknown:
            return {404, "这项服务没有这家疗养院，请刷新后再看。", "not_found"};
        case house_full:
            return {409, "这几晚没有空房，请另选日子。", "house_full"};
        case not_a_partner:
            return {409, "此人不能做这户家庭的结对人，请另选一位。", "not_a_partner"};
        case no_series:
            return {409, "这户家庭没有这项定期服务，或已有变动，请刷新后再看。", "no_series"};
        case changed_meanwhile:
            return {409, "刚刚有人改过 TA 的休假或值班，请刷新后再改。", "conflict"};
    }
    return {409, "现在不能这样操作，请刷新后再试。", "conflict"};
}

}  // namespace

http::Response problem(unsigned status, std::string detail) { return problem(BadInput{status, std::move(detail)}); }

http::Response problem(const BadInput& bad) {
    return http::Response::problem(bad.status, bad.detail, bad.code ? bad.code : "");
}

BadInput reason_of(const boost::system::error_code& ec) {
    if (ec.category() == category()) return of(static_cast<Errc>(ec.value()));
    if (ec.category() == dispatcher::category()) return of(static_cast<dispatcher::Errc>(ec.value()));
    return of(Errc::unavailable);
}

http::Response problem(const boost::system::error_code& ec) { return problem(reason_of(ec)); }

}  // namespace warmline::console
