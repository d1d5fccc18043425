#include "slots.hpp"

namespace warmline::bot::slots {
namespace {

std::string value_of(const Candidate* candidate) { return candidate ? candidate->value : std::string(); }

}  // namespace

Slots read_slots(const NormalText& text, std::span<const Mention> mentions, const Asked& asked) {
    const Context context(text.text(), asked);
    Slots slots;
    slots.phone = phone(text.text());
    slots.ticket = ticket(text);
    const auto hospitals = hospital_candidates(text, mentions);
    const auto spans = hospital_spans(hospitals);
    slots.hospital = value_of(likeliest(context, Slot::hospital, hospitals));
    slots.district = value_of(likeliest(context, Slot::district, district_candidates(text, mentions, spans)));
    slots.address = value_of(likeliest(context, Slot::address, address_candidates(text, mentions, spans)));
    slots.people = people(text.text(), mentions, context);
    slots.items = items(text, mentions, context);
    slots.child_grade = child_grade(text, context, asked);
    slots.subject = subject(text, mentions, asked);
    slots.when = when(text, context);
    return slots;
}

}  // namespace warmline::bot::slots
