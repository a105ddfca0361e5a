// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/casefile/custodychain.h"

#include "core/base/hex.h"

#include <algorithm>
#include <iterator>
#include <map>
#include <string>
#include <utility>

namespace vci::casefile {

namespace {

/// Numbers [first, last] with which something is wrong in the same way.
struct Fault {
    enum class Kind { Changed, Replaced, StoredHash, Missing, Moved, Added, BadStart, Count };
    Kind kind;
    std::int64_t first;
    std::int64_t last;
    std::int64_t shift = 0;  ///< Moved: where it stands, less where it belongs
    std::string expected = {};
    std::string found = {};
};

class ChainCheck {
public:
    ChainCheck(const std::vector<ChainLink>& links, const ChainEnd& end)
        : m_links(links)
        , m_end(end)
        , m_isPlaced(links.size(), false)
    {
        m_byHash.reserve(links.size());
        for (std::size_t i = 0; i < links.size(); ++i) m_byHash.push_back(i);
        std::sort(m_byHash.begin(), m_byHash.end(), [&](std::size_t a, std::size_t b) {
            return std::pair(links[a].hash, links[a].n) < std::pair(links[b].hash, links[b].n);
        });
    }

    std::vector<Fault> run(const Sha256& start)
    {
        m_start = start;
        std::optional<Sha256> expected = m_end.head;
        std::int64_t n = std::max<std::int64_t>(m_end.count, 0);
        while (n >= 1) n = step(n, expected);
        if (expected && *expected != start)
            m_faults.push_back(Fault{Fault::Kind::BadStart, 1, 1, 0, toHex(start), toHex(*expected)});
        for (std::size_t i = 0; i < m_links.size(); ++i) {
            if (!m_isPlaced[i]) m_faults.push_back(Fault{Fault::Kind::Added, m_links[i].n, m_links[i].n});
        }
        std::stable_sort(m_faults.begin(), m_faults.end(), [](const Fault& a, const Fault& b) { return a.first < b.first; });
        return std::move(m_faults);
    }

private:
    /// Judges place n, whose record must have the hash expected, if anything says so. The next place; expected becomes its hash.
    std::int64_t step(std::int64_t n, std::optional<Sha256>& expected)
    {
        const auto here = at(n);
        if (const auto meant = expected ? withHash(*expected, n) : std::nullopt) {
            m_isPlaced[*meant] = true;
            const ChainLink& link = m_links[*meant];
            if (link.n != n) moved(n, link.n - n);
            if (!link.isAsStored) m_faults.push_back(Fault{Fault::Kind::StoredHash, link.n, link.n});
            expected = link.prev;
            return n - 1;
        }
        if (here && !m_isPlaced[*here]) {
            m_isPlaced[*here] = true;
            const ChainLink& link = m_links[*here];
            if (!expected && link.isAsStored && link.prev) {
                expected = link.prev;
                return n - 1;
            }
            const auto kind = link.isAsStored && expected ? Fault::Kind::Replaced : Fault::Kind::Changed;
            m_faults.push_back(Fault{kind, n, n, 0, expected ? toHex(*expected) : std::string(), toHex(link.hash)});
            // A changed record may still name the one before it rightly; one that names nothing says nothing.
            expected = link.prev && withHash(*link.prev, n - 1) ? link.prev : std::nullopt;
            return n - 1;
        }
        if (!expected && (here || m_end.places == ChainEnd::Places::Counted)) return overGap(n, expected);
        std::int64_t low = n;
        if (!here && m_end.places == ChainEnd::Places::Stored) {
            const auto above = std::lower_bound(m_links.begin(), m_links.end(), n,
                                                [](const ChainLink& link, std::int64_t number) { return link.n < number; });
            low = above == m_links.begin() ? 1 : std::max<std::int64_t>((above - 1)->n + 1, 1);
        }
        missing(low, n, expected);
        expected.reset();
        return low - 1;
    }

    /// Judges place n below missing records, where no record stands by its number. The next place. One from which the chain leads
    /// to the start has its number by that; before any other just one record is taken to be missing.
    std::int64_t overGap(std::int64_t n, std::optional<Sha256>& expected)
    {
        auto next = std::lower_bound(m_links.begin(), m_links.end(), n,
                                     [](const ChainLink& link, std::int64_t number) { return link.n < number; }) -
                    m_links.begin();
        while (next > 0 && m_isPlaced[static_cast<std::size_t>(next - 1)]) --next;
        if (next == 0) {
            missing(1, n, expected);
            return 0;
        }
        const auto index = static_cast<std::size_t>(next - 1);
        const ChainLink& link = m_links[index];
        const std::int64_t place = std::min(depthOf(index).value_or(n), n);
        if (place < n) missing(place + 1, n, expected);
        m_isPlaced[index] = true;
        if (link.n != place) moved(place, link.n - place);
        if (!link.isAsStored || !link.prev)
            m_faults.push_back(Fault{Fault::Kind::Changed, place, place, 0, {}, toHex(link.hash)});
        expected = link.prev;
        return place - 1;
    }

    /// How many records there are from the start to that one; nothing where the chain does not lead there.
    [[nodiscard]] std::optional<std::int64_t> depthOf(std::size_t index) const
    {
        const ChainLink* link = &m_links[index];
        for (std::int64_t depth = 1; depth <= std::ssize(m_links); ++depth) {
            if (!link->prev) return std::nullopt;
            if (*link->prev == m_start) return depth;
            const auto before = withHash(*link->prev, link->n - 1);
            if (!before) return std::nullopt;
            link = &m_links[*before];
        }
        return std::nullopt;
    }

    [[nodiscard]] std::optional<std::size_t> at(std::int64_t n) const
    {
        const auto found = std::lower_bound(m_links.begin(), m_links.end(), n,
                                            [](const ChainLink& link, std::int64_t number) { return link.n < number; });
        if (found == m_links.end() || found->n != n) return std::nullopt;
        return static_cast<std::size_t>(found - m_links.begin());
    }

    /// The record with that hash that is not placed yet, the one at n before others.
    [[nodiscard]] std::optional<std::size_t> withHash(const Sha256& hash, std::int64_t n) const
    {
        if (const auto here = at(n); here && m_links[*here].hash == hash && !m_isPlaced[*here]) return here;
        auto found = std::lower_bound(m_byHash.begin(), m_byHash.end(), hash,
                                      [&](std::size_t index, const Sha256& wanted) { return m_links[index].hash < wanted; });
        for (; found != m_byHash.end() && m_links[*found].hash == hash; ++found) {
            if (!m_isPlaced[*found]) return *found;
        }
        return std::nullopt;
    }

    void moved(std::int64_t n, std::int64_t shift)
    {
        Fault* const last = m_faults.empty() ? nullptr : &m_faults.back();
        if (last != nullptr && last->kind == Fault::Kind::Moved && last->shift == shift && last->first == n + 1)
            last->first = n;
        else
            m_faults.push_back(Fault{Fault::Kind::Moved, n, n, shift});
    }
    void missing(std::int64_t low, std::int64_t high, const std::optional<Sha256>& expected)
    {
        Fault* const last = m_faults.empty() ? nullptr : &m_faults.back();
        if (last != nullptr && last->kind == Fault::Kind::Missing && last->first == high + 1)
            last->first = low;
        else
            m_faults.push_back(Fault{Fault::Kind::Missing, low, high, 0, expected ? toHex(*expected) : std::string()});
    }

    const std::vector<ChainLink>& m_links;
    const ChainEnd m_end;
    Sha256 m_start{};
    std::vector<bool> m_isPlaced;
    std::vector<std::size_t> m_byHash;
    std::vector<Fault> m_faults;
};

std::string sentence(const Fault& fault, std::string_view where, const ChainEnd& end)
{
    const bool one = fault.first == fault.last;
    const std::string by = end.places == ChainEnd::Places::Stored ? "the case" : "its head";
    const std::string name = std::string(where) + (one ? " " : "s ") + std::to_string(fault.first) +
                             (one ? std::string() : " to " + std::to_string(fault.last));
    switch (fault.kind) {
    case Fault::Kind::Changed:
        return name + " was changed: it does not have the hash that it was written with";
    case Fault::Kind::Replaced:
        if (fault.last == end.count)
            return name + " was changed, or what followed it was removed: it is not the last record that " + by + " names";
        return name + " was changed, or a record behind it was removed: record " + std::to_string(fault.last + 1) +
               " was written after another one";
    case Fault::Kind::StoredHash:
        return name + " has another hash stored with it than its own: the stored hash was changed";
    case Fault::Kind::Missing:
        return name + (one ? " is missing: it was removed" : " are missing: they were removed");
    case Fault::Kind::Moved:
        return one ? name + " stands at place " + std::to_string(fault.first + fault.shift) + ": the order was changed"
                   : name + " stand at places " + std::to_string(fault.first + fault.shift) + " to " +
                         std::to_string(fault.last + fault.shift) + ": the order was changed";
    case Fault::Kind::Added:
        return name + " belongs to nothing before or after it: it was added, or put in the place of another";
    case Fault::Kind::Count:
        return name + " is the last one that " + by + " names, but " + by + " counts " + std::to_string(end.count) +
               ": its count was changed";
    case Fault::Kind::BadStart:
        return name + " does not begin the log: it was written after another record, which is gone";
    }
    return name;
}

/// How a log ends that nothing else tells the end of, by following it from its start; where several records say that they were
/// written after the same one, the one that goes on is it. Nothing where no record begins it.
std::optional<ChainEnd> endFromStart(const std::vector<ChainLink>& links, const Sha256& start)
{
    std::multimap<Sha256, Sha256> after;
    for (const ChainLink& link : links) {
        if (link.prev) after.emplace(*link.prev, link.hash);
    }
    ChainEnd end{0, start};
    while (end.count < std::ssize(links)) {
        const auto [first, last] = after.equal_range(*end.head);
        if (first == last) break;
        const auto goesOn = std::find_if(first, last, [&](const auto& each) { return after.contains(each.second); });
        end = ChainEnd{end.count + 1, (goesOn == last ? first : goesOn)->second};
    }
    return end.count > 0 ? std::optional(end) : std::nullopt;
}

/// How much a reading of the log supposes: it is told that asks for the least. That a record was changed, or the first is
/// another, can be what a removed one looks like.
std::size_t costOf(const std::vector<Fault>& faults)
{
    std::size_t cost = 0;
    for (const Fault& fault : faults) cost += fault.kind == Fault::Kind::Replaced || fault.kind == Fault::Kind::BadStart ? 2 : 1;
    return cost;
}

/// The faults of the log, with the least of them: either a record is not in its place, or the count is not what it was.
std::vector<Fault> faultsOf(const std::vector<ChainLink>& links, const ChainEnd& end, const Sha256& start)
{
    auto faults = ChainCheck(links, end).run(start);
    if (faults.empty()) return faults;
    if (!end.head && end.count != std::ssize(links)) return faults;
    if (!end.head) {
        // The line at the last place may be one that was moved or put there.
        const auto other = endFromStart(links, start);
        auto others = other ? ChainCheck(links, *other).run(start) : faults;
        return costOf(others) < costOf(faults) ? others : faults;
    }
    const auto last = std::find_if(links.begin(), links.end(), [&](const ChainLink& link) { return link.hash == *end.head; });
    if (last == links.end() || last->n == end.count) return faults;
    auto others = ChainCheck(links, ChainEnd{last->n, end.head, end.places}).run(start);
    others.push_back(Fault{Fault::Kind::Count, last->n, last->n});
    return costOf(others) < costOf(faults) ? others : faults;
}

/// Leaves out the lines that stand higher up only because others before them are gone.
void dropMovedUp(std::vector<Fault>& faults)
{
    std::int64_t gone = 0;
    std::erase_if(faults, [&gone](const Fault& fault) {
        if (fault.kind == Fault::Kind::Missing) gone += fault.last - fault.first + 1;
        return fault.kind == Fault::Kind::Moved && gone > 0 && fault.shift == -gone;
    });
}

}  // namespace

ChainLink ChainLink::of(const CustodyRow& row)
{
    const Sha256 hash = sha256({row.record});
    const auto record = CustodyRecord::tryParse(row.record);
    return ChainLink{row.n, hash, record ? std::optional(record->prev) : std::nullopt, row.hash == bytesOf(hash)};
}

std::vector<Finding> checkChain(const std::vector<ChainLink>& links, const ChainEnd& end, const Sha256& start,
                                std::string_view where)
{
    std::vector<Finding> findings;
    auto faults = faultsOf(links, end, start);
    if (end.places == ChainEnd::Places::Counted) dropMovedUp(faults);
    for (Fault& fault : faults) {
        Finding finding{FindingKind::CustodyBroken, Severity::Error, {}, {}, {}, {}, {}, {}};
        finding.message = sentence(fault, where, end);
        finding.expected = std::move(fault.expected);
        finding.found = std::move(fault.found);
        findings.push_back(std::move(finding));
    }
    return findings;
}

}  // namespace vci::casefile
