// SPDX-FileCopyrightText: 2026 The VoiceCore Inspector authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/store/query.h"
#include "tests/conformance/madehistory.h"

#include <QStringList>
#include <QTest>

#include <functional>
#include <optional>
#include <vector>

Q_DECLARE_METATYPE(vci::ErrorCode)

/// Declares name with the value of a Result, or fails the test with its message.
#define VCI_TAKE(name, expression)                                                                                               \
    auto name##Result = (expression);                                                                                            \
    if (!name##Result.ok()) QFAIL(name##Result.error().message.c_str());                                                         \
    auto name = std::move(name##Result).value()

namespace vci::test {

/// Internal where there was no error: a test that expects a code then fails and says so.
template <typename T>
[[nodiscard]] ErrorCode codeOf(const Result<T>& result)
{
    return result.ok() ? ErrorCode::Internal : result.error().code;
}

template <typename Row>
struct Paged {
    std::vector<Row> rows;
    std::optional<store::Cursor> next;
};

/// Asks page after page until there is none. An error where a page is longer than asked for.
template <typename Ask>
auto allPages(Ask ask, std::size_t limitRows) -> Result<decltype(ask(store::PageRequest()).value().rows)>
{
    decltype(ask(store::PageRequest()).value().rows) all;
    store::PageRequest page;
    page.limitRows = limitRows;
    do {
        VCI_TRY(auto given, ask(page));
        if (given.rows.size() > limitRows) return makeError(ErrorCode::Internal, "a page is longer than asked for");
        for (auto& row : given.rows) all.push_back(std::move(row));
        page.after = given.next;
    } while (page.after);
    return all;
}

/// The same for pages of events.
template <typename Ask>
Result<std::vector<Event>> allEvents(Ask ask, std::size_t limitRows)
{
    return allPages(
        [&](const store::PageRequest& page) -> Result<Paged<Event>> {
            VCI_TRY(auto given, ask(page));
            return Paged<Event>{std::move(given.events), std::move(given.next)};
        },
        limitRows);
}

template <typename Row>
void compareLines(const std::vector<Row>& got, const std::vector<Row>& want)
{
    for (std::size_t i = 0; i < got.size() && i < want.size(); ++i) {
        QCOMPARE(QString::fromStdString(line(got[i])), QString::fromStdString(line(want[i])));
    }
    QCOMPARE(got.size(), want.size());
}

inline void addTenants()
{
    QTest::addColumn<QByteArray>("tenant");
    QTest::newRow("Acme") << QByteArray::fromStdString(acme().toString());
    QTest::newRow("Borealis") << QByteArray::fromStdString(borealis().toString());
    QTest::newRow("Crowd") << QByteArray::fromStdString(crowd().toString());
}

/// The tenant of a row with a column of that name.
inline TenantId fetchTenant()
{
    QFETCH(QByteArray, tenant);
    return *TenantId::tryFromString(tenant.toStdString());
}

}  // namespace vci::test
