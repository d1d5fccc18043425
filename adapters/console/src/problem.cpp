#include "problem.hpp"

#include <nlohmann/json.hpp>

#include "console/errc.hpp"
#include "dispatcher/errc.hpp"

namespace warmline::console {
namespace {

const char* title_of(unsigned status) {
    switch (status) {
        case 400:
            return "Bad Request";
        case 401:
            return "Unauthorized";
        case 403:
            return "Forbidden";
        case 404:
            return "Not Found";
        case 409:
            return "Conflict";
        case 415:
            return "Unsupported Media Type";
        case 422:
            return "Unprocessable Content";
        case 429:
            return "Too Many Requests";
        default:
            return "Service Unavailable";
    }
}

BadInput of(Errc e) {
    switch (e) {
        case Errc::not_found:
            return {404, "没有找到，可能编号有误，或不在您的机构范围内。"};
        case Errc::conflict:
            return {409, "刚刚有人改动过，请刷新后再试。"};
        case Errc::bad_cursor:
            return {400, "列表位置无效，请从第一页重新查看。"};
        case Errc::unavailable:
            break;
    }
    return {503, "服务暂时连不上数据，请稍后重试。"};
}

BadInput of(dispatcher::Errc e) {
    using enum dispatcher::Errc;
    switch (e) {
        case ticket_unknown:
            return {404, "没有这张工单，请核对编号。"};
        case person_unknown:
            return {422, "没有这个人，请重新选择。"};
        case illegal_move:
            return {409, "工单现在的状态不能这样变更，请刷新后查看可选的操作。"};
        case not_offered_to_you:
            return {409, "这张工单已不在此人手上，请刷新。"};
        case not_yours:
            return {403, "只有承办人或跟进人可以这样做。"};
        case already_taken:
            return {409, "已经有人接单了，请刷新。"};
        case reason_missing:
            return {422, "请写明原因。"};
        case replacement_missing:
            return {422, "挂账需要写明替代办法和复查日期。"};
        case crisis_protected:
            return {409, "危机工单不能暂停、合并或自动结束，请改派或记录跟进情况。"};
        case need_unknown:
            return {422, "服务目录里没有这一项。"};
        case bounce_limit:
            return {409, "退单次数已到上限，请直接指派承办人。"};
        case cannot_take:
            return {409, "此人手上已满，或就是诉求人本人，请另选一位。"};
        case value_out_of_range:
            return {422, "填写的数值或日期不在允许范围内。"};
    }
    return {409, "现在不能这样操作，请刷新后再试。"};
}

}  // namespace

http::Response problem(unsigned status, std::string detail) {
    const nlohmann::json body{
        {"type", "about:blank"}, {"title", title_of(status)}, {"status", status}, {"detail", std::move(detail)}};
    auto response = http::Response::json(status, body.dump());
    response.content_type = "application/problem+json";
    return response;
}

http::Response problem(const BadInput& bad) { return problem(bad.status, bad.detail); }

http::Response problem(const boost::system::error_code& ec) {
    if (ec.category() == category()) return problem(of(static_cast<Errc>(ec.value())));
    if (ec.category() == dispatcher::category()) return problem(of(static_cast<dispatcher::Errc>(ec.value())));
    return problem(of(Errc::unavailable));
}

}  // namespace warmline::console
