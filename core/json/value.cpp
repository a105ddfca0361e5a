// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/json/value.h"

#include "core/json/number.h"
#include "core/json/order.h"

#include <algorithm>
#include <tuple>

namespace vci::json {

namespace {

using ValuePair = std::pair<const Value*, const Value*>;

bool sameNumber(const std::string& a, const std::string& b)
{
    return a == b || sameDecimal(a, b);
}

/// Puts the pairs of children that must be equal on the stack; false where the containers already differ.
bool pushChildren(const Value& a, const Value& b, std::vector<ValuePair>& stack)
{
    if (a.isArray()) {
        if (a.items().size() != b.items().size()) return false;
        for (std::size_t i = 0; i < a.items().size(); ++i) stack.emplace_back(&a.items()[i], &b.items()[i]);
        return true;
    }
    const auto left = sortedMembers(a);
    const auto right = sortedMembers(b);
    if (left.size() != right.size()) return false;
    for (std::size_t i = 0; i < left.size(); ++i) {
        if (left[i]->first != right[i]->first) return false;
        stack.emplace_back(&left[i]->second, &right[i]->second);
    }
    return true;
}

}  // namespace

Value::~Value()
{
    if (!hasChildren()) return;
    std::vector<Value> pending;
    const auto detach = [&pending](Value& container) {
        for (Value& item : container.m_items) {
            if (item.hasChildren()) pending.push_back(std::move(item));
        }
        for (Member& member : container.m_members) {
            if (member.second.hasChildren()) pending.push_back(std::move(member.second));
        }
    };
    detach(*this);
    while (!pending.empty()) {
        Value next = std::move(pending.back());
        pending.pop_back();
        detach(next);
    }
}

Value::Value(const Value& other)
{
    std::vector<std::pair<Value*, const Value*>> pending{{this, &other}};
    while (!pending.empty()) {
        const auto [to, from] = pending.back();
        pending.pop_back();
        to->m_kind = from->m_kind;
        to->m_bool = from->m_bool;
        to->m_text = from->m_text;
        to->m_items.resize(from->m_items.size());
        for (std::size_t i = 0; i < from->m_items.size(); ++i) pending.emplace_back(&to->m_items[i], &from->m_items[i]);
        to->m_members.resize(from->m_members.size());
        for (std::size_t i = 0; i < from->m_members.size(); ++i) {
            to->m_members[i].first = from->m_members[i].first;
            pending.emplace_back(&to->m_members[i].second, &from->m_members[i].second);
        }
    }
}

Value& Value::operator=(const Value& other)
{
    if (this != &other) *this = Value(other);
    return *this;
}

Value& Value::operator=(Value&& other) noexcept
{
    // Through a third value: other may be a part of this one.
    Value taken(std::move(other));
    std::swap(m_kind, taken.m_kind);
    std::swap(m_bool, taken.m_bool);
    m_text.swap(taken.m_text);
    m_items.swap(taken.m_items);
    m_members.swap(taken.m_members);
    return *this;
}

Value Value::boolean(bool value)
{
    Value v;
    v.m_kind = Kind::Bool;
    v.m_bool = value;
    return v;
}

Value Value::number(std::string canonicalText)
{
    Value v;
    v.m_kind = Kind::Number;
    v.m_text = std::move(canonicalText);
    return v;
}

Value Value::string(std::string utf8)
{
    Value v;
    v.m_kind = Kind::String;
    v.m_text = std::move(utf8);
    return v;
}

Value Value::array(std::vector<Value> items)
{
    Value v;
    v.m_kind = Kind::Array;
    v.m_items = std::move(items);
    return v;
}

Value Value::object(std::vector<Member> members)
{
    Value v;
    v.m_kind = Kind::Object;
    v.m_members = std::move(members);
    return v;
}

const Value* Value::find(std::string_view name) const
{
    for (auto it = m_members.rbegin(); it != m_members.rend(); ++it) {
        if (it->first == name) return &it->second;
    }
    return nullptr;
}

void Value::set(std::string_view name, Value value)
{
    const auto named = [name](const Member& member) { return member.first == name; };
    const auto first = std::find_if(m_members.begin(), m_members.end(), named);
    if (first == m_members.end()) {
        m_members.emplace_back(std::string(name), std::move(value));
        return;
    }
    first->second = std::move(value);
    m_members.erase(std::remove_if(first + 1, m_members.end(), named), m_members.end());
}

void Value::remove(std::string_view name)
{
    std::erase_if(m_members, [name](const Member& member) { return member.first == name; });
}

bool operator==(const Value& a, const Value& b)
{
    std::vector<ValuePair> stack;
    const Value* left = &a;
    const Value* right = &b;
    for (;;) {
        if (left->kind() != right->kind()) return false;
        switch (left->kind()) {
        case Value::Kind::Null:
            break;
        case Value::Kind::Bool:
            if (left->asBool() != right->asBool()) return false;
            break;
        case Value::Kind::Number:
            if (!sameNumber(left->asText(), right->asText())) return false;
            break;
        case Value::Kind::String:
            if (left->asText() != right->asText()) return false;
            break;
        case Value::Kind::Array:
        case Value::Kind::Object:
            if (!pushChildren(*left, *right, stack)) return false;
        }
        if (stack.empty()) return true;
        std::tie(left, right) = stack.back();
        stack.pop_back();
    }
}

}  // namespace vci::json
