// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/store/postgres/logorder.h"

#include "core/base/postgrestime.h"
#include "core/store/cursor.h"
#include "core/store/postgres/layout.h"
#include "core/store/postgres/logentry.h"
#include "core/store/postgres/rows.h"

namespace vci::store::postgres {

namespace {

constexpr std::size_t kRowsPerLook = 50'000;
constexpr std::string_view kCursorNames[] = {"log", "queue", "neither"};

}  // namespace

Result<EventPage> LogOrder::page(const PageRequest& page)
{
    if (page.limitRows == 0) return makeError(ErrorCode::Usage, "a page must have at least one row, not 0");
    VCI_TRY(Place place, placeOf(page.after));
    EventPage result;
    while (true) {
        VCI_TRY(const bool more, read(place, page.limitRows, result));
        if (result.events.size() == page.limitRows) break;
        if (more) continue;
        if (place.part == Part::Neither) return result;
        place = Place{place.part == Part::Log ? Part::Queue : Part::Neither};
    }
    // A full page: is there one more event, in this part or a later one?
    const Place end = place;
    EventPage beyond;
    while (beyond.events.empty()) {
        VCI_TRY(const bool more, read(place, 1, beyond));
        if (!beyond.events.empty() || more) continue;
        if (place.part == Part::Neither) return result;
        place = Place{place.part == Part::Log ? Part::Queue : Part::Neither};
    }
    result.next = cursorOf(end);
    return result;
}

Result<LogOrder::Place> LogOrder::placeOf(const std::optional<Cursor>& cursor)
{
    if (!cursor) return Place{};
    if (const auto fields = readCursor(*cursor, kCursorNames[2], 2); fields.ok()) {
        const auto id = Uuid::tryFromString(fields.value()[1]);
        if (!tryParsePostgresTime(fields.value()[0]) || !id) return foreignCursor(*cursor);
        return Place{Part::Neither, -1, fields.value()[0], id->toString()};
    }
    for (const Part part : {Part::Log, Part::Queue}) {
        const auto fields = readCursor(*cursor, kCursorNames[static_cast<int>(part)], 1);
        if (!fields.ok()) continue;
        const auto number = tryParseInt64(fields.value()[0]);
        if (number) return Place{part, *number};
    }
    return foreignCursor(*cursor);
}

Cursor LogOrder::cursorOf(const Place& place)
{
    const auto name = kCursorNames[static_cast<int>(place.part)];
    if (place.part == Part::Neither) return makeCursor(name, {place.time, place.id});
    return makeCursor(name, {std::to_string(place.number)});
}

std::string LogOrder::numberedRows(const Place& place, std::size_t limitRows) const
{
    const std::string limit = std::to_string(limitRows);
    const std::string after = std::to_string(place.number);
    const std::string tenant = literal(m_tenant.uuid());
    if (place.part == Part::Queue) {
        return "SELECT " + std::string(kEventColumns) + ", NULL, p.queue_number FROM vci_pending('" + after + "'::bigint, " +
               limit + ") p JOIN " + eventOfPending(m_tenant) + " ON true ORDER BY p.queue_number";
    }
    return "SELECT " + std::string(kEventColumns) + ", l.log_index, l.log_index FROM event_log l JOIN " + eventOfEntry(m_tenant) +
           " ON true WHERE l.tenant_id = " + tenant + " AND l.log_id = " + std::string(kLogInForce) + " AND l.log_index > " +
           after + " ORDER BY l.log_index LIMIT " + limit;
}

Result<bool> LogOrder::read(Place& place, std::size_t limitRows, EventPage& page)
{
    if (place.part == Part::Neither) return readNeither(place, limitRows, page);
    const std::size_t wanted = limitRows - page.events.size();
    return m_session.read(m_tenant, [&](ReadTransaction& transaction) -> Result<bool> {
        const pqxx::result rows = transaction.exec(numberedRows(place, wanted));
        for (const pqxx::row& fields : rows) {
            VCI_TRY(const Row row, readRow(fields));
            page.events.push_back(toEvent(row, m_tenant));
            place.number = number(fields, static_cast<int>(fields.size()) - 1);
        }
        return rows.size() == wanted;
    });
}

Result<bool> LogOrder::readNeither(Place& place, std::size_t limitRows, EventPage& page)
{
    const std::string tenant = literal(m_tenant.uuid());
    const std::string candidates =
        " FROM event_store e WHERE e.tenant_id = " + tenant + afterTimeAndId(timeLiteral(place.time), place.id);
    return m_session.read(m_tenant, [&](ReadTransaction& transaction) -> Result<bool> {
        // A bounded look: where nothing is unlogged, a page must not read the whole tenant in one statement.
        const pqxx::result bound =
            transaction.exec("SELECT e.timestamp, e.id" + candidates + " ORDER BY e.timestamp, e.id LIMIT 1 OFFSET " +
                             std::to_string(kRowsPerLook - 1));
        const std::size_t wanted = limitRows - page.events.size();
        std::string upTo;
        if (!bound.empty()) {
            VCI_TRY(const Uuid id, readUuid(bound.front(), 1));
            upTo = " AND (e.timestamp, e.id) <= (" + timeLiteral(text(bound.front(), 0)) + ", " + literal(id) + ")";
        }
        const pqxx::result rows = transaction.exec("SELECT " + std::string(kEventColumns) + ", NULL" + candidates + upTo +
                                                   " AND " + hasNoEntry(tenant) + " AND " + std::string(kIsNotQueued) +
                                                   " ORDER BY e.timestamp, e.id LIMIT " + std::to_string(wanted));
        for (const pqxx::row& fields : rows) {
            VCI_TRY(const Row row, readRow(fields));
            page.events.push_back(toEvent(row, m_tenant));
            place.time = std::string(row.timeText);
            place.id = row.view.id.toString();
        }
        if (rows.size() == wanted) return true;
        if (bound.empty()) return false;
        VCI_TRY(const Uuid id, readUuid(bound.front(), 1));
        place.time = std::string(text(bound.front(), 0));
        place.id = id.toString();
        return true;
    });
}

}  // namespace vci::store::postgres
