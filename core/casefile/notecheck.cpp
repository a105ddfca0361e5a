// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/casefile/notecheck.h"

#include "core/base/hex.h"
#include "core/base/sha256.h"
#include "core/base/utf8.h"
#include "core/json/value.h"

#include <algorithm>
#include <charconv>
#include <map>
#include <optional>
#include <utility>

namespace vci::casefile {

namespace {

constexpr CaseNote::Kind kKinds[] = {CaseNote::Kind::Note, CaseNote::Kind::Bookmark, CaseNote::Kind::Finding};

struct WrittenDown {
    std::int64_t n;  ///< of the custody record
    CustodyRecord record;
};

/// The number of the note that a record tells of; nothing where it tells of none.
std::optional<std::int64_t> noteOf(const CustodyRecord& record)
{
    for (const CaseNote::Kind kind : kKinds) {
        if (record.action != noteAction(kind)) continue;
        const std::string before = std::string(kindName(kind)) + " ";
        if (!record.object.starts_with(before)) return std::nullopt;
        std::int64_t n = 0;
        const char* const begin = record.object.data() + before.size();
        const auto [end, failure] = std::from_chars(begin, record.object.data() + record.object.size(), n);
        return failure == std::errc() && end != begin ? std::optional(n) : std::nullopt;
    }
    return std::nullopt;
}

constexpr std::string_view kHashMark = ", SHA-256 ";

/// What was written, as people are told of it.
std::string_view subjectOf(const CustodyRecord& record)
{
    const std::string_view object = record.plainObject();
    return object.substr(0, object.find(kHashMark));
}

/// What the note is about, without what it says.
std::string subjectOf(const CaseNote& note)
{
    return std::string(kindName(note.kind)) + " " + std::to_string(note.n) +
           (note.eventId ? " on event " + note.eventId->toString() : std::string()) +
           (note.aggregateId ? " of aggregate " + note.aggregateId->toString() : std::string());
}

/// Of the RFC 8785 object of the note's columns.
Sha256 contentHash(const CaseNote& note)
{
    using json::Value;
    const auto idOf = [](const auto& id) { return id ? Value::string(id->toString()) : Value(); };
    return sha256({json::dumpCanonical(Value::object({
        {"aggregate_id", idOf(note.aggregateId)},
        {"author", Value::string(validUtf8(note.author))},
        {"event_id", idOf(note.eventId)},
        {"kind", Value::string(std::string(kindName(note.kind)))},
        {"n", Value::string(std::to_string(note.n))},
        {"tenant_id", idOf(note.tenantId)},
        {"text", Value::string(validUtf8(note.text))},
        {"written_at", Value::string(std::to_string(note.writtenAt.micros()))},
    }))});
}

/// A name that was no UTF-8 stands changed in the record.
bool isBy(const CaseNote& note, const CustodyRecord& record)
{
    return note.author == record.actor || record.actor.find("\xEF\xBF\xBD") != std::string::npos;
}

Finding broken(std::string message, std::string expected = {}, std::string found = {})
{
    Finding finding{FindingKind::CustodyBroken, Severity::Error, {}, {}, {}, std::move(expected), std::move(found), {}};
    finding.message = std::move(message);
    return finding;
}

std::string titled(const CaseNote& note)
{
    std::string name(kindName(note.kind));
    name.front() = static_cast<char>(name.front() - 'a' + 'A');
    return name + " " + std::to_string(note.n);
}

}  // namespace

std::string_view noteAction(CaseNote::Kind kind)
{
    switch (kind) {
    case CaseNote::Kind::Note:
        return kNotedAction;
    case CaseNote::Kind::Bookmark:
        return kBookmarkedAction;
    case CaseNote::Kind::Finding:
        return kFoundAction;
    }
    return kNotedAction;
}

std::string noteObject(const CaseNote& note)
{
    return subjectOf(note) + std::string(kHashMark) + toHex(contentHash(note));
}

std::string withoutNoteHash(std::string_view text, std::string_view words)
{
    constexpr std::size_t kHexDigits = 2 * sizeof(Sha256);
    std::string out(text);
    for (std::size_t at = out.find(kHashMark); at != std::string::npos; at = out.find(kHashMark, at)) {
        at += kHashMark.size();
        const std::size_t digits = std::min(out.find_first_not_of("0123456789abcdef", at), out.size()) - at;
        if (digits == kHexDigits) out.replace(at, digits, words);
    }
    return out;
}

std::vector<Finding> checkNotes(std::span<const CustodyRow> rows, std::span<const CaseNote> notes)
{
    std::multimap<std::int64_t, WrittenDown> byNote;
    for (const CustodyRow& row : rows) {
        auto record = CustodyRecord::tryParse(row.record);
        const auto n = record ? noteOf(*record) : std::nullopt;
        if (n) byNote.emplace(*n, WrittenDown{row.n, std::move(*record)});
    }
    std::vector<Finding> findings;
    for (const CaseNote& note : notes) {
        const auto [first, last] = byNote.equal_range(note.n);
        if (first == last) {
            findings.push_back(broken(titled(note) +
                                      " has no custody record of its writing: the record was removed, or the note was put in "
                                      "by other means than this program"));
            continue;
        }
        const std::string object = noteObject(note);
        const std::string subject = subjectOf(note);
        auto own = first;
        const auto isOf = [&](const WrittenDown& one) {
            return subjectOf(one.record) == subject && one.record.action == noteAction(note.kind) && isBy(note, one.record);
        };
        const auto fits = [&](const WrittenDown& one) {
            return isOf(one) && (one.record.plainObject() == object || one.record.plainObject() == subject);
        };
        while (own != last && !fits(own->second)) ++own;
        if (own == last) {
            own = first;
            const CustodyRecord& record = own->second.record;
            const std::string what = isOf(own->second)
                                         ? "its text, time or tenant is not what custody record " +
                                               std::to_string(own->second.n) + " holds the hash of"
                                         : "custody record " + std::to_string(own->second.n) + " says that it was written by " +
                                               visibleControls(utf8Prefix(record.actor, 100)) + " as \"" +
                                               visibleControls(utf8Prefix(subjectOf(record), 150)) + "\"";
            findings.push_back(broken(titled(note) + " was changed: " + what,
                                      record.actor + ": " + std::string(record.plainObject()), note.author + ": " + object));
        }
        byNote.erase(own);
    }
    for (const auto& [n, one] : byNote) {
        findings.push_back(broken("Custody record " + std::to_string(one.n) + " says that \"" +
                                  visibleControls(utf8Prefix(subjectOf(one.record), 150)) +
                                  "\" was written, but the case holds no such note any more: it was removed"));
    }
    return findings;
}

}  // namespace vci::casefile
