#include "facts.hpp"

#include <algorithm>

#include "bot/when.hpp"

namespace warmline::bot::talk {
namespace {

constexpr std::size_t summary_bytes_max = 600;
constexpr std::size_t answer_characters_max = 60;

std::string written(const std::vector<Item>& items) {
    std::vector<std::string> parts;
    for (const auto& item : items)
        parts.push_back(item.name + (item.quantity ? std::to_string(*item.quantity) + item.unit : std::string{}));
    return join(parts, "、");
}

bool is_goods(std::string_view need) {
    return need.starts_with("supplies.") || need == "living.groceries" || need == "living.meals" ||
           need == "medical.care" || need == "other";
}

bool is_school(std::string_view need) {
    return need.starts_with("education.") || need == "living.childcare" || need == "living.family_plan";
}

bool may_go_to_hospital(std::string_view need) {
    return need == "transport" || need == "medical.care" || need == "living.eldercare" || need == "psych.clinic" ||
           need == "rest.lodging";
}

/// True if the words around the hospital say that somebody works there.
bool works_there(std::string_view text, const std::string& hospital) {
    const auto at = text.find(hospital);
    if (at == std::string_view::npos) return false;
    auto behind = text.substr(at + hospital.size());
    if (behind.starts_with("的")) behind.remove_prefix(std::string_view{"的"}.size());
    for (const std::string_view word : {"护士", "医生", "医护", "员工", "职工", "工作", "上班", "支援", "值班", "急诊",
                                        "ICU", "一线", "家属", "隔离病区", "发热门诊"})
        if (behind.starts_with(word)) return true;
    const auto before = text.substr(0, at);
    for (const std::string_view word : {"我是", "我在", "老婆在", "爱人在", "老公在", "丈夫在", "妻子在", "她在",
                                        "他在", "妈妈在", "爸爸在", "儿子在", "女儿在", "单位是", "单位在"})
        if (before.ends_with(word)) return true;
    return false;
}

void put(Facts& facts, const char* slot, const std::string& value) {
    if (!value.empty()) facts[slot] = value;
}

std::string hospital_name(const Draft& draft, const std::string& written) {
    const auto* known = written.empty() ? nullptr : draft.programme.hospital(written);
    return known ? known->name : written;
}

std::string district_name(const Draft& draft, const std::string& written) {
    const auto* known = written.empty() ? nullptr : draft.programme.district(written);
    return known ? known->name : written;
}

/// 「明早八点」 with the day it meant when it was said, for whoever reads the ticket later.
std::string dated(const Draft& draft, const std::string& written) {
    using namespace std::chrono;
    if (contains(std::string_view{written}, "月")) return written;
    const auto now = floor<minutes>(draft.now).time_since_epoch() + draft.utc_offset();
    const auto meant = resolve_when(written, LocalMinutes{now});
    if (!meant) return written;
    const year_month_day day{floor<days>(meant->begin)};
    return written + "（" + std::to_string(static_cast<unsigned>(day.month())) + "月" +
           std::to_string(static_cast<unsigned>(day.day())) + "日）";
}

/// The dialect in which somebody has to be spoken to, by its usual name: 「老人只会讲白话」.
std::string dialect_in(std::u32string_view text) {
    struct Dialect {
        std::u32string_view word;
        const char* name;
    };
    static constexpr Dialect dialects[] = {{U"粤语", "粤语"},     {U"广东话", "粤语"},   {U"广州话", "粤语"},
                                           {U"白话", "粤语"},     {U"潮汕话", "潮汕话"}, {U"潮州话", "潮汕话"},
                                           {U"客家话", "客家话"}, {U"闽南话", "闽南话"}, {U"四川话", "四川话"},
                                           {U"武汉话", "武汉话"}, {U"湖北话", "湖北话"}};
    static constexpr std::size_t near = 4;  // characters between the verb and the dialect
    for (const auto& [word, name] : dialects) {
        const auto at = text.find(word);
        if (at == std::u32string_view::npos) continue;
        const auto before = text.substr(at - std::min(at, near), std::min(at, near));
        if (contains_any(before, {U"讲", U"说", U"听", U"懂", U"会", U"用"})) return name;
    }
    return {};
}

/// Facts that stand for every need of the text.
Facts common(const Draft& draft) {
    const auto& slots = draft.understanding.slots;
    Facts facts;
    put(facts, "beneficiary", slots.beneficiary);
    put(facts, "phone", slots.phone);
    // A place the programme does not know is where a team is; of a family it would be where the spouse has gone.
    const bool of_family = slots.beneficiary != "team" && slots.beneficiary != "self";
    const bool known = !slots.district.empty() && draft.programme.district(slots.district) != nullptr;
    if (known || !of_family) put(facts, "district", district_name(draft, slots.district));
    put(facts, "address", slots.address);
    put(facts, "language", dialect_in(draft.text.text));
    put(facts, "people", slots.people ? std::to_string(*slots.people) : std::string{});
    if (!contains(std::string_view{slots.address}, slots.when))  // 「5号」 of a house
        put(facts, "when", dated(draft, slots.when));
    return facts;
}

std::size_t boundary_before(std::string_view text, std::size_t at) {
    std::size_t begin = 0;
    for (const std::string_view mark : {"，", "。", "；", "！", "？", "、", "\n", ",", ";", "!", "?"}) {
        const auto found = at == 0 ? std::string_view::npos : text.rfind(mark, at - 1);
        if (found != std::string_view::npos && found + mark.size() <= at) begin = std::max(begin, found + mark.size());
    }
    return begin;
}

std::size_t boundary_after(std::string_view text, std::size_t at) {
    std::size_t end = text.size();
    for (const std::string_view mark : {"，", "。", "；", "！", "？", "\n", ",", ";", "!", "?"}) {
        const auto found = text.find(mark, at);
        if (found != std::string_view::npos) end = std::min(end, found);
    }
    return end;
}

std::string typed(const Draft& draft, const std::string& slot) {
    auto facts = facts_of(draft);
    if (slot == "hospital") return hospital_name(draft, draft.understanding.slots.hospital);
    const auto it = facts.find(slot);
    return it == facts.end() ? std::string{} : it->second;
}

std::string digits_of(const Folded& text) {
    std::string digits;
    for (const auto c : text.text)
        if (c >= U'0' && c <= U'9') digits.push_back(static_cast<char>(c));
    return digits.size() >= 7 && digits.size() <= 13 ? digits : std::string{};
}

/// 「我姓陈」「叫我陈先生就行」「陈先生」; empty if it is no name.
std::string name_in(const Folded& text) {
    static constexpr std::size_t characters_max = 8;
    auto words = squeezed(text.text);
    for (const std::u32string_view opening : {U"我的名字是", U"我名字叫", U"名字叫", U"你就叫我", U"就叫我", U"叫我",
                                              U"我叫", U"我姓", U"我是", U"免贵姓", U"姓", U"叫"})
        if (words.starts_with(opening)) {
            words.erase(0, opening.size());
            break;
        }
    for (const std::u32string_view ending : {U"就可以了", U"就可以", U"就行了", U"就行", U"就好", U"吧", U"哈"})
        if (words.ends_with(ending)) {
            words.erase(words.size() - ending.size());
            break;
        }
    const bool digits = std::any_of(words.begin(), words.end(), [](char32_t c) { return c >= U'0' && c <= U'9'; });
    return words.size() > characters_max || digits ? std::string{} : bytes(words);
}

}  // namespace

Facts facts_of(const Draft& draft, const dispatcher::Code& need) {
    const auto& slots = draft.understanding.slots;
    auto facts = common(draft);
    if (is_goods(need)) put(facts, "items", written(slots.items));
    if (is_school(need)) put(facts, "child_grade", slots.child_grade);
    if (is_school(need)) put(facts, "subject", slots.subject);
    if (slots.hospital.empty()) return facts;
    const bool only_gone_to = may_go_to_hospital(need) && !works_there(draft.message.text, slots.hospital);
    put(facts, only_gone_to ? "destination" : "hospital", hospital_name(draft, slots.hospital));
    return facts;
}

Facts facts_of(const Draft& draft) {
    const auto& slots = draft.understanding.slots;
    auto facts = common(draft);
    put(facts, "items", written(slots.items));
    put(facts, "child_grade", slots.child_grade);
    put(facts, "subject", slots.subject);
    put(facts, "hospital", hospital_name(draft, slots.hospital));
    return facts;
}

std::string summary_of(const Draft& draft, const NeedReading& reading, bool only_one) {
    const std::string_view text = draft.message.text;
    if (only_one || reading.end <= reading.begin || reading.end > text.size())
        return cut(trim(text), summary_bytes_max);
    const auto begin = boundary_before(text, reading.begin);
    const auto end = boundary_after(text, reading.end);
    return cut(trim(text.substr(begin, std::max(end, begin) - begin)), summary_bytes_max);
}

std::string answer_for(const Draft& draft, const std::string& slot, bool bare_counts) {
    if (auto found = typed(draft, slot); !found.empty()) return found;
    if (slot == "phone") return digits_of(draft.text);
    if (draft.text.empty() || draft.text.size() > answer_characters_max || contains(draft.text.text, U"?")) return {};
    if (slot == "name") return bare_counts ? name_in(draft.text) : std::string{};
    if (slot == "hospital") {
        const auto* known = draft.programme.hospital(draft.message.text);
        if (known != nullptr) return known->name;
    }
    if (slot == "district") {
        const auto* known = draft.programme.district(draft.message.text);
        if (known != nullptr) return known->name;
    }
    if (slot == "people") {
        for (std::size_t at = 0; at < draft.text.size(); ++at)
            if (const auto count = read_number(draft.text.text, at); count > 0) return std::to_string(count);
        return {};
    }
    return bare_counts ? trim(draft.message.text) : std::string{};
}

}  // namespace warmline::bot::talk
